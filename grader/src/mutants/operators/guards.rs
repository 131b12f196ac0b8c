//! Guards and permits that are held too short, too long, for ever, or not at all.
use super::shapes::{Taking, call, ends_with, expression, locking, taking};
use crate::mutants::{Operator, source::Source, source::mentions, walk::within};
use syn::{Expr, Stmt};

pub(super) fn in_block(source: &mut Source<'_>, statements: &[Stmt]) {
    for (place, statement) in statements.iter().enumerate() {
        let after = &statements[place + 1..];
        match taking(statement) {
            Some(taking) => taken(source, statement, &taking, after),
            None => kept(source, statement, after),
        }
    }
}

fn taken(source: &mut Source<'_>, statement: &Stmt, taking: &Taking<'_>, after: &[Stmt]) {
    let uses =
        |source: &Source<'_>, statement: &Stmt| mentions(source.text(statement), &taking.guard);
    let last_use = after.iter().rposition(|next| uses(source, next));
    let Some(last_use) = last_use else {
        source.replace(Operator::GuardNotHeld, taking.pattern, "_");
        source.replace(Operator::GuardNotTaken, statement, "");
        forgotten(source, statement, taking);
        return;
    };
    let only_dropped =
        is_drop(&after[last_use]) && !after[..last_use].iter().any(|next| uses(source, next));
    if only_dropped {
        let (taken, dropped) = (source.range(statement), source.range(&after[last_use]));
        let between = source.between(taken.end..dropped.start);
        let text = format!(" drop({});{between}", taking.guard);
        source.replace_range(
            Operator::GuardReleasedEarly,
            taken.end..dropped.end,
            text.trim_end(),
        );
    } else if !is_drop(&after[last_use]) && waits(source, &after[last_use + 1..]) {
        let end = source.range(&after[last_use]).end;
        let text = format!(" drop({});", taking.guard);
        source.replace_range(Operator::GuardReleasedEarly, end..end, text);
    }
}

/// A permit that is never given back.
fn forgotten(source: &mut Source<'_>, statement: &Stmt, taking: &Taking<'_>) {
    if !taking.call.method.to_string().starts_with("acquire") {
        return;
    }
    let taken = source.text(taking.taken);
    let text = match taking.taken {
        Expr::Await(_) => format!("if let Ok(permit) = {taken} {{ permit.forget(); }}"),
        _ => format!("{taken}.forget();"),
    };
    source.replace(Operator::PermitForgotten, statement, text);
}

/// Holds the guard of one statement to the end of the block, if something is awaited until then.
fn kept(source: &mut Source<'_>, statement: &Stmt, after: &[Stmt]) {
    let is_plain = match statement {
        Stmt::Local(_) => true,
        _ => expression(statement).is_some_and(|expr| {
            !matches!(
                expr,
                Expr::While(_) | Expr::ForLoop(_) | Expr::Loop(_) | Expr::Match(_) | Expr::If(_)
            )
        }),
    };
    if !is_plain || !waits(source, after) {
        return;
    }
    let mut guards = Vec::new();
    within(statement, &mut |expr| {
        let locks = locking(expr).is_some();
        if locks {
            guards.push(expr);
        }
        !locks
    });
    for guard in guards {
        let (whole, part) = (source.range(statement), source.range(guard));
        let text = format!(
            "let mut kept = {}; {}kept{}",
            source.text(guard),
            source.between(whole.start..part.start),
            source.between(part.end..whole.end)
        );
        source.replace_range(Operator::GuardKept, whole, text);
    }
}

fn is_drop(statement: &Stmt) -> bool {
    expression(statement)
        .and_then(call)
        .is_some_and(|(path, arguments)| ends_with(path, &["drop"]) && arguments.len() == 1)
}

/// True if something is awaited in these statements; otherwise nobody could see how long a guard lives.
fn waits(source: &Source<'_>, statements: &[Stmt]) -> bool {
    statements
        .iter()
        .any(|statement| mentions(source.text(statement), "await"))
}

#[cfg(test)]
mod tests {
    use crate::mutants::Operator::{
        GuardKept, GuardNotHeld, GuardNotTaken, GuardReleasedEarly, PermitForgotten,
    };
    use crate::mutants::tests::becomes;

    const PERMIT: &str = "let _permit = places.acquire().await.expect(\"open\"); fetch().await;";

    #[test]
    fn a_permit_is_dropped_at_once_or_not_taken() {
        let expected = ["let _ = places.acquire().await.expect(\"open\"); fetch().await;"];
        assert_eq!(becomes(GuardNotHeld, PERMIT), expected);
        assert_eq!(becomes(GuardNotTaken, PERMIT), ["fetch().await;"]);
    }

    #[test]
    fn a_permit_is_never_given_back() {
        let expected = ["places.acquire().await.expect(\"open\").forget(); fetch().await;"];
        assert_eq!(becomes(PermitForgotten, PERMIT), expected);
    }

    #[test]
    fn a_guard_that_is_dropped_by_hand_is_dropped_too_early() {
        let body = "let permit = places.acquire().await; fetch().await; drop(permit);";
        let expected = ["let permit = places.acquire().await; drop(permit); fetch().await;"];
        assert_eq!(becomes(GuardReleasedEarly, body), expected);
    }

    #[test]
    fn a_guard_is_released_after_its_last_use_before_an_await() {
        let body = "let mut n = count.lock().await; *n += 1; save().await; note();";
        let expected = ["let mut n = count.lock().await; *n += 1; drop(n); save().await; note();"];
        assert_eq!(becomes(GuardReleasedEarly, body), expected);
        let body = "let mut n = count.lock().await; *n += 1; note();";
        assert!(becomes(GuardReleasedEarly, body).is_empty());
    }

    #[test]
    fn the_guard_of_one_statement_is_kept() {
        let body = "cache.lock().await.insert(key, 1); fetch(key).await;";
        let expected =
            ["let mut kept = cache.lock().await; kept.insert(key, 1); fetch(key).await;"];
        assert_eq!(becomes(GuardKept, body), expected);
    }
}
