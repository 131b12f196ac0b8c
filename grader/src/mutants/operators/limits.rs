//! Limits that are one more, one less, or one.
use super::shapes::{call, ends_with};
use crate::mutants::{Operator, source::Source};
use syn::{Expr, ItemConst, Lit, LitInt};

/// Methods whose first argument is a limit.
const METHODS: &[&str] = &[
    "acquire_many",
    "acquire_many_owned",
    "add_permits",
    "buffer_unordered",
    "buffered",
    "chunks",
    "for_each_concurrent",
    "ready_chunks",
    "take",
    "try_buffer_unordered",
    "try_buffered",
    "try_for_each_concurrent",
];

/// Functions whose first argument is a limit.
const FUNCTIONS: &[&[&str]] = &[
    &["Semaphore", "new"],
    &["Barrier", "new"],
    &["channel"],
    &["bounded"],
];

pub(super) fn in_expression(source: &mut Source<'_>, expr: &Expr) {
    let limit = match expr {
        Expr::MethodCall(call) if METHODS.iter().any(|name| call.method == name) => {
            call.args.first()
        }
        _ => match call(expr) {
            Some((path, arguments)) if FUNCTIONS.iter().any(|name| ends_with(path, name)) => {
                arguments.first().copied()
            }
            _ => None,
        },
    };
    if let Some(limit) = limit {
        change(source, limit);
    }
}

/// A constant that is a number limits something, wherever it is used.
pub(in crate::mutants) fn in_constant(source: &mut Source<'_>, constant: &ItemConst) {
    if let Expr::Lit(_) = &*constant.expr {
        change(source, &constant.expr);
    }
}

fn change(source: &mut Source<'_>, limit: &Expr) {
    if let Expr::Lit(literal) = limit {
        let Lit::Int(number) = &literal.lit else {
            return;
        };
        let others = [one_more(number), one_less(number)];
        for text in others.into_iter().flatten() {
            source.replace(Operator::LimitChanged, limit, text);
        }
        if number.base10_parse::<u128>().is_ok_and(|value| value > 2) {
            let text = format!("1{}", number.suffix());
            source.replace(Operator::LimitOfOne, limit, text);
        }
        return;
    }
    if let Some((path, arguments)) = call(limit)
        && ends_with(path, &["Some"])
        && let [inner] = arguments.as_slice()
    {
        change(source, inner);
        return;
    }
    // A constant is changed where it stands.
    if matches!(limit, Expr::Closure(_)) || is_constant(limit) {
        return;
    }
    let operand = source.operand(limit);
    source.replace(Operator::LimitChanged, limit, format!("{operand} + 1"));
    source.replace(Operator::LimitChanged, limit, format!("{operand} - 1"));
    source.replace(Operator::LimitOfOne, limit, "1");
}

/// True for a name in capitals.
pub(super) fn is_constant(expr: &Expr) -> bool {
    let Expr::Path(path) = expr else { return false };
    path.path.segments.last().is_some_and(|segment| {
        let name = segment.ident.to_string();
        name.len() > 1 && !name.chars().any(char::is_lowercase)
    })
}

/// `number` and one more.
pub(super) fn one_more(number: &LitInt) -> Option<String> {
    let value: u128 = number.base10_parse().ok()?;
    Some(format!("{}{}", value.checked_add(1)?, number.suffix()))
}

fn one_less(number: &LitInt) -> Option<String> {
    let value: u128 = number.base10_parse().ok()?;
    Some(format!("{}{}", value.checked_sub(1)?, number.suffix()))
}

#[cfg(test)]
mod tests {
    use crate::mutants::Operator::{LimitChanged, LimitOfOne};
    use crate::mutants::tests::{becomes, mutants};

    #[test]
    fn a_limit_is_one_more_and_one_less() {
        let body = "let permits = Semaphore::new(5);";
        let expected = [
            "let permits = Semaphore::new(6);",
            "let permits = Semaphore::new(4);",
        ];
        assert_eq!(becomes(LimitChanged, body), expected);
        assert_eq!(
            becomes(LimitOfOne, body),
            ["let permits = Semaphore::new(1);"]
        );
    }

    #[test]
    fn a_limit_that_is_computed_changes_too() {
        let body = "let all = requests.buffered(ids.len().max(1));";
        let expected = [
            "let all = requests.buffered(ids.len().max(1) + 1);",
            "let all = requests.buffered(ids.len().max(1) - 1);",
        ];
        assert_eq!(becomes(LimitChanged, body), expected);
    }

    #[test]
    fn a_constant_changes_where_it_stands_and_only_there() {
        let body = "const LIMIT: usize = 2; let permits = Semaphore::new(LIMIT);";
        let changed = mutants(LimitChanged, body);
        let texts: Vec<&str> = changed.iter().map(|one| one.becomes.as_str()).collect();
        let expected = [
            "const LIMIT: usize = 3; let permits = Semaphore::new(LIMIT);",
            "const LIMIT: usize = 1; let permits = Semaphore::new(LIMIT);",
        ];
        assert_eq!(texts, expected);
    }
}
