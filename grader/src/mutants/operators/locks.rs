//! Locks and permits that are taken in another order, at another time, or twice.
use super::shapes::{Taking, taking};
use crate::mutants::{Operator, source::Source, source::mentions};
use syn::{Expr, Stmt};

pub(super) fn in_block(source: &mut Source<'_>, statements: &[Stmt]) {
    for pair in statements.windows(2) {
        swap(source, &pair[0], &pair[1]);
    }
    for (place, statement) in statements.iter().enumerate() {
        if let Some(taking) = taking(statement) {
            relock(source, statement, &taking, &statements[place + 1..]);
        }
    }
}

pub(super) fn in_expression(source: &mut Source<'_>, expr: &Expr) {
    let Expr::Await(inner) = expr else { return };
    let Expr::MethodCall(call) = &*inner.base else {
        return;
    };
    if !call.args.is_empty() {
        return;
    }
    let exclusive = match call.method.to_string().as_str() {
        "read" => "write",
        "read_owned" => "write_owned",
        _ => return,
    };
    source.replace(Operator::ReadLockExclusive, &call.method, exclusive);
}

/// Lets two statements change places, if one of them takes a lock.
fn swap(source: &mut Source<'_>, one: &Stmt, other: &Stmt) {
    let operator = match (taking(one), taking(other)) {
        (Some(_), Some(_)) => Operator::LocksSwapped,
        (Some(_), None) => Operator::LockTakenLater,
        (None, Some(_)) => Operator::LockTakenEarlier,
        (None, None) => return,
    };
    let is_item = |statement: &Stmt| matches!(statement, Stmt::Item(_));
    let is_value = matches!(other, Stmt::Expr(expr, None) if !ends_itself(expr))
        || matches!(other, Stmt::Macro(mac) if mac.semi_token.is_none());
    let used = taking(one).is_some_and(|one| mentions(source.text(other), &one.guard));
    if is_item(one) || is_item(other) || is_value || used {
        return;
    }
    let (first, second) = (source.range(one), source.range(other));
    let between = source.between(first.end..second.start);
    let text = format!("{}{between}{}", source.text(other), source.text(one));
    source.replace_range(operator, first.start..second.end, text);
}

/// True for a block-like expression, which is a statement without a semicolon.
fn ends_itself(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Block(_) | Expr::If(_) | Expr::Match(_) | Expr::While(_) | Expr::ForLoop(_)
    )
}

/// Releases a lock and takes it again, between two of the statements after it that use it.
fn relock(source: &mut Source<'_>, statement: &Stmt, taking: &Taking<'_>, after: &[Stmt]) {
    let uses: Vec<bool> = after
        .iter()
        .map(|statement| mentions(source.text(statement), &taking.guard))
        .collect();
    for (place, next) in after.iter().enumerate() {
        let (before, from_here) = uses.split_at(place);
        if before.contains(&true) && from_here.contains(&true) {
            let at = source.range(next).start;
            let again = source.text(statement);
            let text = format!("drop({}); {again} ", taking.guard);
            source.replace_range(Operator::Relocked, at..at, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::mutants::Operator::{
        LockTakenEarlier, LockTakenLater, LocksSwapped, ReadLockExclusive, Relocked,
    };
    use crate::mutants::tests::becomes;

    #[test]
    fn two_locks_change_places() {
        let body = "let mut a = first.lock().await; let mut b = second.lock().await; *a += *b;";
        let expected = "let mut b = second.lock().await; let mut a = first.lock().await; *a += *b;";
        assert_eq!(becomes(LocksSwapped, body), [expected]);
    }

    #[test]
    fn a_lock_is_taken_later_and_earlier() {
        let body = "check(voter).await?; let votes = ballot.lock().unwrap(); note(); votes.len();";
        let expected =
            "check(voter).await?; note(); let votes = ballot.lock().unwrap(); votes.len();";
        assert_eq!(becomes(LockTakenLater, body), [expected]);
        let expected =
            "let votes = ballot.lock().unwrap(); check(voter).await?; note(); votes.len();";
        assert_eq!(becomes(LockTakenEarlier, body), [expected]);
    }

    #[test]
    fn a_lock_is_never_taken_after_its_use_or_after_the_value_of_the_block() {
        let body = "let votes = ballot.lock().await; votes.len()";
        assert!(becomes(LockTakenLater, body).is_empty());
    }

    #[test]
    fn a_lock_is_released_between_two_uses() {
        let body = "let mut n = count.lock().await; let old = *n; wait().await; *n = old + 1;";
        let again = "drop(n); let mut n = count.lock().await;";
        let expected = [
            format!(
                "let mut n = count.lock().await; let old = *n; {again} wait().await; *n = old + 1;"
            ),
            format!(
                "let mut n = count.lock().await; let old = *n; wait().await; {again} *n = old + 1;"
            ),
        ];
        assert_eq!(becomes(Relocked, body), expected);
    }

    #[test]
    fn readers_exclude_one_another() {
        let body = "let all = map.read().await; file.read(buffer).await;";
        let expected = ["let all = map.write().await; file.read(buffer).await;"];
        assert_eq!(becomes(ReadLockExclusive, body), expected);
    }
}
