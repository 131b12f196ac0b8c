//! Numbers that are one more.
use super::limits::one_more;
use crate::mutants::{Operator, source::Source};
use syn::{Expr, Lit};

pub(super) fn in_expression(source: &mut Source<'_>, expr: &Expr) {
    if let Expr::Lit(literal) = expr
        && let Lit::Int(number) = &literal.lit
        && let Some(text) = one_more(number)
    {
        source.replace(Operator::NumberChanged, expr, text);
    }
}

#[cfg(test)]
mod tests {
    use crate::mutants::Operator::NumberChanged;
    use crate::mutants::tests::becomes;

    #[test]
    fn a_number_is_one_more_and_keeps_its_type() {
        let body = "votes += 1; let none = map.get(choice).unwrap_or(0u64);";
        let expected = [
            "votes += 2; let none = map.get(choice).unwrap_or(0u64);",
            "votes += 1; let none = map.get(choice).unwrap_or(1u64);",
        ];
        assert_eq!(becomes(NumberChanged, body), expected);
    }
}
