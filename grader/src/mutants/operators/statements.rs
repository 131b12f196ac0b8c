//! Statements that are removed.
use super::macros;
use super::shapes::{call, ends_with};
use crate::mutants::{Operator, source::Source};
use syn::{Expr, Stmt};

pub(super) fn in_block(source: &mut Source<'_>, statements: &[Stmt]) {
    for statement in statements {
        let is_removed = match statement {
            Stmt::Expr(_, Some(_)) => true,
            // These have no value either.
            Stmt::Expr(Expr::ForLoop(_) | Expr::While(_) | Expr::Block(_), None) => true,
            Stmt::Expr(Expr::If(branch), None) => branch.else_branch.is_none(),
            Stmt::Macro(inner) => macros::is(&inner.mac, &["join", "try_join", "select"]),
            _ => false,
        };
        if is_removed {
            let operator = if is_drop(statement) {
                Operator::DropRemoved
            } else {
                Operator::StatementRemoved
            };
            source.replace(operator, statement, "");
        }
    }
}

fn is_drop(statement: &Stmt) -> bool {
    let Stmt::Expr(expr, _) = statement else {
        return false;
    };
    call(expr).is_some_and(|(path, _)| ends_with(path, &["drop"]))
}

#[cfg(test)]
mod tests {
    use crate::mutants::Operator::{DropRemoved, StatementRemoved};
    use crate::mutants::tests::becomes;

    #[test]
    fn a_drop_is_removed() {
        assert_eq!(
            becomes(DropRemoved, "drop(sender); wait().await;"),
            ["wait().await;"]
        );
    }

    #[test]
    fn statements_and_loops_are_removed() {
        let body = "task.abort(); for item in items { take(item); } let rest = 1;";
        let expected = [
            "for item in items { take(item); } let rest = 1;",
            "task.abort(); let rest = 1;",
            "task.abort(); for item in items { } let rest = 1;",
        ];
        assert_eq!(becomes(StatementRemoved, body), expected);
    }

    #[test]
    fn output_stays() {
        assert!(becomes(StatementRemoved, "println!(\"done\");").is_empty());
    }
}
