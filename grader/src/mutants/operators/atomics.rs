//! Steps of atomics that are no longer one step.
use crate::mutants::{Operator, source::Source};
use syn::{Expr, ExprMethodCall};

const ORDERING: &str = "std::sync::atomic::Ordering::SeqCst";

pub(super) fn in_expression(source: &mut Source<'_>, expr: &Expr) {
    let Expr::MethodCall(call) = expr else { return };
    match call.method.to_string().as_str() {
        "fetch_add" => load_then_store(source, call, "+"),
        "fetch_sub" => load_then_store(source, call, "-"),
        "compare_exchange" | "compare_exchange_weak" => skip_comparison(source, call),
        _ => {}
    }
}

fn load_then_store(source: &mut Source<'_>, call: &ExprMethodCall, sign: &str) {
    let Some(by) = call.args.first() else { return };
    let (number, by) = (source.operand(&call.receiver), source.operand(by));
    // Without a pause between, no other task on this thread could see it.
    let text = format!(
        "({{ let old = {number}.load({ORDERING}); tokio::task::yield_now().await; \
         {number}.store(old {sign} {by}, {ORDERING}); old }})"
    );
    source.replace(Operator::LoadThenStore, call, text);
}

fn skip_comparison(source: &mut Source<'_>, call: &ExprMethodCall) {
    let Some(new) = call.args.get(1) else { return };
    let (number, new) = (source.operand(&call.receiver), source.text(new));
    // The branch that is never taken gives the error its type.
    let text = format!(
        "(if true {{ Ok({number}.swap({new}, {ORDERING})) }} else {{ Err({number}.load({ORDERING})) }})"
    );
    source.replace(Operator::ComparisonSkipped, call, text);
}

#[cfg(test)]
mod tests {
    use crate::mutants::Operator::{ComparisonSkipped, LoadThenStore};
    use crate::mutants::tests::becomes;

    #[test]
    fn one_step_becomes_two() {
        let body = "let old = votes.fetch_add(1, Ordering::Relaxed);";
        let changed = becomes(LoadThenStore, body);
        assert_eq!(changed.len(), 1);
        assert!(changed[0].contains("yield_now().await; votes.store(old + 1,"));
    }

    #[test]
    fn a_value_is_exchanged_whatever_it_was() {
        let body = "let done = votes.compare_exchange(old, old + 1, AcqRel, Acquire).is_ok();";
        let changed = becomes(ComparisonSkipped, body);
        assert_eq!(changed.len(), 1);
        assert!(changed[0].contains("Ok(votes.swap(old + 1,"));
    }
}
