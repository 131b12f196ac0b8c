//! Errors that are thrown away.
use super::shapes::expression;
use crate::mutants::{Operator::ErrorSwallowed, source::Source, walk::within};
use syn::{Expr, Stmt};

pub(super) fn in_block(source: &mut Source<'_>, statements: &[Stmt]) {
    for statement in statements {
        let whole = expression(statement);
        if let Some(Expr::Try(tried)) = whole {
            let text = format!("let _ = {};", source.text(&*tried.expr));
            source.replace(ErrorSwallowed, statement, text);
        }
        let is_whole = |expr: &Expr| whole.is_some_and(|whole| std::ptr::eq(whole, expr));
        let mut tries = Vec::new();
        within(statement, &mut |expr| {
            if let Expr::Try(tried) = expr
                && !is_whole(expr)
            {
                tries.push(tried);
            }
            true
        });
        for tried in tries {
            source.replace(
                ErrorSwallowed,
                &tried.question_token,
                ".unwrap_or_default()",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mutants::tests::becomes;

    #[test]
    fn an_error_is_thrown_away() {
        let body = "audit.save(record).await?;";
        assert_eq!(
            becomes(ErrorSwallowed, body),
            ["let _ = audit.save(record).await;"]
        );
    }

    #[test]
    fn a_default_stands_for_an_error() {
        let body = "let user = api.user(id).await?;";
        let expected = ["let user = api.user(id).await.unwrap_or_default();"];
        assert_eq!(becomes(ErrorSwallowed, body), expected);
    }

    #[test]
    fn each_error_is_thrown_away_once() {
        let body = "for id in ids { users.push(api.user(id).await?); }";
        assert_eq!(becomes(ErrorSwallowed, body).len(), 1);
    }
}
