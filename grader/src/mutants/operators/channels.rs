//! Channels that lose what is sent, and notifications that reach others.
use super::shapes::{awaited, for_its_effect};
use crate::mutants::{Operator, source::Source};
use syn::{Expr, Stmt};

pub(super) fn in_block(source: &mut Source<'_>, statements: &[Stmt]) {
    for statement in statements {
        if let Some(expr) = for_its_effect(statement)
            && let Some(Expr::MethodCall(send)) = awaited(expr)
            && send.method == "send"
            && let Some(item) = send.args.first()
        {
            let (sender, item) = (source.operand(&send.receiver), source.text(item));
            let text = format!("let _ = {sender}.try_send({item});");
            source.replace(Operator::SendGivenUp, statement, text);
        }
    }
}

pub(super) fn in_expression(source: &mut Source<'_>, expr: &Expr) {
    let Expr::MethodCall(call) = expr else { return };
    if call.method == "notify_one" {
        source.replace(Operator::NotifyChanged, &call.method, "notify_waiters");
    } else if call.method == "notify_waiters" {
        source.replace(Operator::NotifyChanged, &call.method, "notify_one");
    }
}

#[cfg(test)]
mod tests {
    use crate::mutants::Operator::{NotifyChanged, SendGivenUp};
    use crate::mutants::tests::becomes;

    #[test]
    fn a_full_channel_loses_the_item() {
        let body = "queue.send(item).await?; let _ = queue.send(item).await;";
        let expected = [
            "let _ = queue.try_send(item); let _ = queue.send(item).await;",
            "queue.send(item).await?; let _ = queue.try_send(item);",
        ];
        assert_eq!(becomes(SendGivenUp, body), expected);
    }

    #[test]
    fn one_is_notified_for_all() {
        assert_eq!(
            becomes(NotifyChanged, "bell.notify_waiters();"),
            ["bell.notify_one();"]
        );
    }
}
