//! Streams and iterators whose order or steps change.
use crate::mutants::{Operator, source::Source};
use syn::{Expr, ExprMethodCall};

/// Steps that may be left out without changing the type of the items.
const STEPS: &[&str] = &["rev", "take", "skip", "filter", "step_by", "fuse"];

/// Methods that begin an iteration.
const BEGINNINGS: &[&str] = &["iter", "iter_mut", "into_iter", "drain"];

pub(super) fn in_expression(source: &mut Source<'_>, expr: &Expr) {
    match expr {
        Expr::MethodCall(call) => in_call(source, expr, call),
        Expr::ForLoop(each) if !begins(&each.expr) => {
            let items = source.text(&*each.expr);
            iterate(
                source,
                &each.expr,
                &format!("IntoIterator::into_iter({items})"),
            );
        }
        _ => {}
    }
}

fn begins(expr: &Expr) -> bool {
    let Expr::MethodCall(call) = expr else {
        return false;
    };
    BEGINNINGS.iter().any(|name| call.method == name)
}

/// Goes over the items of `expr`, whose iterator is `iterator`, in another way.
fn iterate(source: &mut Source<'_>, expr: &Expr, iterator: &str) {
    source.replace(Operator::OrderReversed, expr, format!("{iterator}.rev()"));
    source.replace(Operator::FirstLeftOut, expr, format!("{iterator}.skip(1)"));
}

fn in_call(source: &mut Source<'_>, expr: &Expr, call: &ExprMethodCall) {
    if begins(expr) {
        let end = source.range(expr).end;
        source.replace_range(Operator::OrderReversed, end..end, ".rev()");
        source.replace_range(Operator::FirstLeftOut, end..end, ".skip(1)");
    }
    let other = match call.method.to_string().as_str() {
        "buffered" => Some("buffer_unordered"),
        "buffer_unordered" => Some("buffered"),
        "try_buffered" => Some("try_buffer_unordered"),
        "try_buffer_unordered" => Some("try_buffered"),
        _ => None,
    };
    if let Some(other) = other {
        source.replace(Operator::StreamOrderChanged, &call.method, other);
    }
    if STEPS.iter().any(|step| call.method == step) {
        let range = source.range(&call.dot_token).start..source.range(expr).end;
        source.replace_range(Operator::StepLeftOut, range, "");
    }
}

#[cfg(test)]
mod tests {
    use crate::mutants::Operator::{FirstLeftOut, OrderReversed, StepLeftOut, StreamOrderChanged};
    use crate::mutants::tests::becomes;

    #[test]
    fn results_come_in_another_order() {
        let body = "let all = requests
            .buffered(5)
            .collect().await;
            let all = requests.buffer_unordered(5).collect().await;";
        let expected = [
            ".buffer_unordered(5)",
            "let all = requests.buffered(5).collect().await;",
        ];
        assert_eq!(becomes(StreamOrderChanged, body), expected);
    }

    #[test]
    fn a_step_is_left_out() {
        let body = "let last = items.iter().rev().next();";
        assert_eq!(
            becomes(StepLeftOut, body),
            ["let last = items.iter().next();"]
        );
    }

    #[test]
    fn an_iteration_is_turned_round_or_begins_late() {
        let body = "let sum = ids.iter().sum(); for id in &ids { go(id); }";
        let expected = [
            "let sum = ids.iter().rev().sum(); for id in &ids { go(id); }",
            "let sum = ids.iter().sum(); for id in IntoIterator::into_iter(&ids).rev() { go(id); }",
        ];
        assert_eq!(becomes(OrderReversed, body), expected);
        assert!(becomes(FirstLeftOut, body)[0].starts_with("let sum = ids.iter().skip(1).sum();"));
    }
}
