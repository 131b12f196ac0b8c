//! Time limits, durations and sleeps.
use super::limits::is_constant;
use super::shapes::{call, ends_with, module};
use crate::mutants::{Operator, source::Source};
use syn::{Expr, ExprCall, Lit, LitInt};

/// The units of `Duration::from_…`, each with the next smaller one and how many make one of it.
const UNITS: &[(&str, &str, u64)] = &[
    ("from_mins", "from_secs", 60),
    ("from_secs", "from_millis", 1000),
    ("from_millis", "from_micros", 1000),
    ("from_micros", "from_nanos", 1000),
];

/// Functions whose first argument is a duration.
const FUNCTIONS: &[&str] = &["sleep", "timeout", "interval"];

pub(super) fn in_expression(source: &mut Source<'_>, expr: &Expr) {
    if let Expr::Await(inner) = expr {
        block(source, expr, &inner.base);
    }
    let Expr::Call(whole) = expr else { return };
    let Some((path, arguments)) = call(expr) else {
        return;
    };
    let ends = |name: &str| ends_with(path, &[name]);
    match arguments.as_slice() {
        [_, future] if ends("timeout") || ends("timeout_at") => {
            let future = source.operand(future);
            let text = format!("async {{ Ok::<_, tokio::time::error::Elapsed>({future}.await) }}");
            source.replace(Operator::TimeoutRemoved, expr, text);
        }
        [Expr::Lit(literal)] if module(path).is_some_and(|module| module == "Duration") => {
            if let Lit::Int(number) = &literal.lit {
                scale_literal(source, whole, number);
            }
        }
        _ => {}
    }
    if let Some(duration) = arguments.first()
        && FUNCTIONS.iter().copied().any(ends)
    {
        scale(source, duration);
    }
}

/// Blocks the thread while it sleeps.
fn block(source: &mut Source<'_>, expr: &Expr, future: &Expr) {
    let Some((path, arguments)) = call(future) else {
        return;
    };
    let [argument] = arguments.as_slice() else {
        return;
    };
    let text = if ends_with(path, &["sleep"]) {
        format!("std::thread::sleep({})", source.text(*argument))
    } else if ends_with(path, &["sleep_until"]) {
        let until = source.operand(argument);
        format!(
            "std::thread::sleep({until}.saturating_duration_since(tokio::time::Instant::now()))"
        )
    } else {
        return;
    };
    source.replace(Operator::SleepBlocks, expr, text);
}

/// Halves and doubles a duration that is computed elsewhere.
fn scale(source: &mut Source<'_>, duration: &Expr) {
    let written_here = call(duration)
        .is_some_and(|(path, _)| module(path).is_some_and(|module| module == "Duration"));
    // A constant is changed where it stands.
    if written_here || is_constant(duration) {
        return;
    }
    let operand = source.operand(duration);
    source.replace(
        Operator::DurationChanged,
        duration,
        format!("{operand} * 2"),
    );
    source.replace(
        Operator::DurationChanged,
        duration,
        format!("{operand} / 2"),
    );
}

/// Halves and doubles `Duration::from_secs(3)`; the result is still a constant.
fn scale_literal(source: &mut Source<'_>, whole: &ExprCall, number: &LitInt) {
    let Expr::Path(function) = &*whole.func else {
        return;
    };
    let (Some(unit), Ok(value)) = (function.path.segments.last(), number.base10_parse::<u64>())
    else {
        return;
    };
    let Some((_, smaller, factor)) = UNITS.iter().find(|(name, ..)| unit.ident == name) else {
        return;
    };
    if let Some(doubled) = value.checked_mul(2) {
        source.replace(Operator::DurationChanged, number, doubled.to_string());
    }
    if value % 2 == 0 {
        source.replace(Operator::DurationChanged, number, (value / 2).to_string());
    } else if let Some(half) = value.checked_mul(factor / 2) {
        let range = source.range(&unit.ident).start..source.range(whole).end;
        source.replace_range(
            Operator::DurationChanged,
            range,
            format!("{smaller}({half})"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::mutants::Operator::{DurationChanged, SleepBlocks, TimeoutRemoved};
    use crate::mutants::tests::becomes;

    #[test]
    fn a_time_limit_is_removed() {
        let body = "let answer = timeout(limit, fetch()).await;";
        let expected =
            ["let answer = async { Ok::<_, tokio::time::error::Elapsed>(fetch().await) }.await;"];
        assert_eq!(becomes(TimeoutRemoved, body), expected);
    }

    #[test]
    fn a_duration_is_doubled_and_halved() {
        let body = "let limit = Duration::from_secs(3);";
        let expected = [
            "let limit = Duration::from_millis(1500);",
            "let limit = Duration::from_secs(6);",
        ];
        assert_eq!(becomes(DurationChanged, body), expected);
        let body = "timeout(rest - spent, fetch()).await;";
        let expected = [
            "timeout((rest - spent) * 2, fetch()).await;",
            "timeout((rest - spent) / 2, fetch()).await;",
        ];
        assert_eq!(becomes(DurationChanged, body), expected);
    }

    #[test]
    fn a_constant_duration_changes_only_where_it_stands() {
        let body = "timeout(LIMIT, fetch()).await;";
        assert!(becomes(DurationChanged, body).is_empty());
    }

    #[test]
    fn a_sleep_blocks_the_thread() {
        let body = "tokio::time::sleep(pause).await;";
        assert_eq!(becomes(SleepBlocks, body), ["std::thread::sleep(pause);"]);
        assert!(becomes(SleepBlocks, "std::thread::sleep(pause);").is_empty());
    }
}
