//! Tasks that are not spawned, or too late, and blocking work that is called in place.
use super::shapes::{call, ends_with, expression, module};
use crate::mutants::{Operator, source::Source};
use syn::{Expr, Path, Stmt};

pub(super) fn in_block(source: &mut Source<'_>, statements: &[Stmt]) {
    for statement in statements {
        // Only a thread that nobody joins: the type of a handle has no other value.
        if let Some(expr) = expression(statement)
            && let Some((path, arguments)) = call(expr)
            && ends_with(path, &["thread", "spawn"])
            && let [work] = arguments.as_slice()
        {
            let text = format!("({})()", source.text(*work));
            source.replace(Operator::CalledInPlace, expr, text);
        }
    }
}

pub(super) fn in_expression(source: &mut Source<'_>, expr: &Expr) {
    if let Expr::MethodCall(method) = expr
        && method.method == "spawn"
        && let Some(future) = method.args.first()
        && method.args.len() == 1
    {
        spawn_afterwards(source, future);
    }
    let Some((path, arguments)) = call(expr) else {
        return;
    };
    let [work] = arguments.as_slice() else { return };
    if ends_with(path, &["spawn_blocking"]) {
        let work = source.text(*work);
        let text = format!("std::future::ready(Ok::<_, tokio::task::JoinError>(({work})()))");
        source.replace(Operator::CalledInPlace, expr, text);
    } else if spawns_task(path) {
        spawn_afterwards(source, work);
        let future = source.operand(work);
        let text = format!("async move {{ Ok::<_, tokio::task::JoinError>({future}.await) }}");
        source.replace(Operator::NotSpawned, expr, text);
    }
}

fn spawns_task(path: &Path) -> bool {
    let name = ends_with(path, &["spawn"]) || ends_with(path, &["spawn_local"]);
    name && module(path).is_none_or(|module| module == "tokio" || module == "task")
}

/// The work is done when the task is spawned.
fn spawn_afterwards(source: &mut Source<'_>, future: &Expr) {
    let text = format!("std::future::ready({}.await)", source.operand(future));
    source.replace(Operator::SpawnedAfterwards, future, text);
}

#[cfg(test)]
mod tests {
    use crate::mutants::Operator::{CalledInPlace, NotSpawned, SpawnedAfterwards};
    use crate::mutants::tests::becomes;

    #[test]
    fn a_task_is_spawned_when_its_work_is_done() {
        let body = "let task = tokio::spawn(fetch()); set.spawn(async move { save().await });";
        let expected = [
            "let task = tokio::spawn(std::future::ready(fetch().await)); \
             set.spawn(async move { save().await });",
            "let task = tokio::spawn(fetch()); \
             set.spawn(std::future::ready(async move { save().await }.await));",
        ];
        assert_eq!(becomes(SpawnedAfterwards, body), expected);
    }

    #[test]
    fn a_task_is_not_spawned() {
        let body = "let task = task::spawn(fetch());";
        let expected =
            ["let task = async move { Ok::<_, tokio::task::JoinError>(fetch().await) };"];
        assert_eq!(becomes(NotSpawned, body), expected);
    }

    #[test]
    fn blocking_work_is_called_in_place() {
        let body = "let sum = spawn_blocking(move || add(1, 2)).await;";
        let expected = [
            "let sum = std::future::ready(Ok::<_, tokio::task::JoinError>(\
            (move || add(1, 2))())).await;",
        ];
        assert_eq!(becomes(CalledInPlace, body), expected);
        let body = "std::thread::spawn(move || work(sender));";
        assert_eq!(becomes(CalledInPlace, body), ["(move || work(sender))();"]);
    }
}
