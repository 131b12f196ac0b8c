//! Awaits that are dropped.
use super::shapes::{awaited, call, ends_with, expression};
use crate::mutants::{Operator, source::Source};
use syn::{Expr, Local, Pat, Stmt};

pub(super) fn in_block(source: &mut Source<'_>, statements: &[Stmt]) {
    for (place, statement) in statements.iter().enumerate() {
        let is_last = place + 1 == statements.len();
        match statement {
            Stmt::Local(Local {
                pat: Pat::Wild(_),
                init: Some(init),
                ..
            }) => {
                if let Some(future) = awaited(&init.expr) {
                    let future = source.text(future);
                    source.replace(Operator::AwaitDropped, &*init.expr, future);
                }
            }
            Stmt::Expr(expr, None) if is_last => {
                if let Expr::Await(inner) = expr {
                    let text = format!("drop({})", source.text(&*inner.base));
                    source.replace(Operator::AwaitDropped, expr, text);
                }
            }
            _ => in_expression_statement(source, statement),
        }
    }
}

fn in_expression_statement(source: &mut Source<'_>, statement: &Stmt) {
    let Some(expr) = expression(statement) else {
        return;
    };
    if let Some(future) = awaited(expr) {
        let text = format!("let _ = {};", source.text(future));
        source.replace(Operator::AwaitDropped, statement, text);
    }
    if let Some((path, arguments)) = call(expr)
        && ends_with(path, &["drop"])
        && let [argument] = arguments.as_slice()
        && let Some(future) = awaited(argument)
    {
        let text = source.text(future);
        source.replace(Operator::AwaitDropped, *argument, text);
    }
}

#[cfg(test)]
mod tests {
    use crate::mutants::Operator::AwaitDropped;
    use crate::mutants::tests::becomes;

    #[test]
    fn a_future_is_no_longer_awaited() {
        let body = "
            audit.save(record).await?;
            let _ = handle.await;
            drop(sender.send(1).await);
            handle.await.unwrap();
        ";
        let expected = [
            "let _ = audit.save(record);",
            "let _ = handle;",
            "drop(sender.send(1));",
            "let _ = handle;",
        ];
        assert_eq!(becomes(AwaitDropped, body), expected);
    }

    #[test]
    fn the_last_expression_of_a_block_is_a_statement_too() {
        assert_eq!(
            becomes(AwaitDropped, "sleep(pause).await"),
            ["drop(sleep(pause))"]
        );
    }

    #[test]
    fn an_await_whose_value_is_used_stays() {
        assert!(becomes(AwaitDropped, "let value = future.await; value").is_empty());
    }
}
