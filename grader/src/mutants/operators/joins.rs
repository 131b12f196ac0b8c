//! Futures that run together await one another.
use super::macros::{arguments, is};
use super::shapes::{call, ends_with};
use crate::mutants::{Operator, source::Source};
use syn::{Expr, Macro};

pub(super) fn in_macro(source: &mut Source<'_>, mac: &Macro) {
    if !is(mac, &["join", "try_join"]) {
        return;
    }
    let futures = arguments(mac).unwrap_or_default();
    let futures: Vec<&Expr> = futures.iter().collect();
    if let Some(text) = in_sequence(source, &futures, is(mac, &["try_join"])) {
        source.replace(Operator::JoinedInSequence, mac, text);
    }
}

pub(super) fn in_expression(source: &mut Source<'_>, expr: &Expr) {
    let Expr::Await(inner) = expr else { return };
    let Some((path, arguments)) = call(&inner.base) else {
        return;
    };
    let ends = |name: &str| ends_with(path, &[name]);
    let text = match arguments.as_slice() {
        [futures] if ends("join_all") => Some(all(source, futures)),
        [futures] if ends("try_join_all") => Some(try_all(source, futures)),
        futures if ["join", "join3", "join4", "join5"].into_iter().any(ends) => {
            in_sequence(source, futures, false)
        }
        futures
            if ["try_join", "try_join3", "try_join4", "try_join5"]
                .into_iter()
                .any(ends) =>
        {
            in_sequence(source, futures, true)
        }
        _ => None,
    };
    if let Some(text) = text {
        source.replace(Operator::JoinedInSequence, expr, text);
    }
}

/// The futures awaited one after another; with `stop_at_error` the first error is the whole result.
fn in_sequence(source: &Source<'_>, futures: &[&Expr], stop_at_error: bool) -> Option<String> {
    if futures.len() < 2 {
        return None;
    }
    let awaits = futures
        .iter()
        .map(|future| format!("{}.await", source.operand(future)));
    if !stop_at_error {
        let awaits: Vec<String> = awaits.collect();
        return Some(format!("({})", awaits.join(", ")));
    }
    // Nested, because `?` would leave open which error type the result has.
    let names: Vec<String> = (1..=futures.len()).map(|n| format!("result_{n}")).collect();
    let all = format!("Ok(({}))", names.join(", "));
    let steps: Vec<(String, &String)> = awaits.zip(&names).collect();
    let nested = steps.iter().rev().fold(all, |then, (future, name)| {
        format!("match {future} {{ Ok({name}) => {then}, Err(error) => Err(error) }}")
    });
    Some(format!("({nested})"))
}

fn all(source: &Source<'_>, futures: &Expr) -> String {
    let futures = source.text(futures);
    format!(
        "({{ let mut all = Vec::new(); for future in {futures} {{ all.push(future.await); }} all }})"
    )
}

fn try_all(source: &Source<'_>, futures: &Expr) -> String {
    let futures = source.text(futures);
    format!(
        "('all: {{ let mut all = Vec::new(); for future in {futures} {{ match future.await {{ \
         Ok(one) => all.push(one), Err(error) => break 'all Err(error) }} }} Ok(all) }})"
    )
}

#[cfg(test)]
mod tests {
    use crate::mutants::Operator::JoinedInSequence;
    use crate::mutants::tests::becomes;

    #[test]
    fn join_becomes_awaits_in_sequence() {
        let body = "let (a, b) = tokio::join!(one(), &mut other);
            let (a, b) = futures::future::join(one(), two).await;";
        let expected = [
            "let (a, b) = (one().await, (&mut other).await);",
            "let (a, b) = (one().await, two.await);",
        ];
        assert_eq!(becomes(JoinedInSequence, body), expected);
    }

    #[test]
    fn try_join_stops_at_the_first_error() {
        let expected = "let both = (match a().await { Ok(result_1) => match b().await { \
            Ok(result_2) => Ok((result_1, result_2)), Err(error) => Err(error) }, \
            Err(error) => Err(error) })?;";
        let body = "let both = tokio::try_join!(a(), b())?;";
        assert_eq!(becomes(JoinedInSequence, body), [expected]);
    }

    #[test]
    fn join_all_becomes_a_loop() {
        let body = "let users = join_all(requests).await;";
        let expected = "let users = ({ let mut all = Vec::new(); for future in requests { \
            all.push(future.await); } all });";
        assert_eq!(becomes(JoinedInSequence, body), [expected]);
        let body = "try_join_all(requests).await";
        assert!(becomes(JoinedInSequence, body)[0].contains("break 'all Err(error)"));
    }

    #[test]
    fn text_and_threads_are_joined_as_before() {
        let body = r#"let line = words.join(", "); thread.join().unwrap();"#;
        assert!(becomes(JoinedInSequence, body).is_empty());
    }
}
