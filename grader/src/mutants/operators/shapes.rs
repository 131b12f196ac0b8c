//! Shapes of code that several operators look for.
use syn::{Expr, ExprMethodCall, Local, Pat, Path, Stmt};

/// Methods that take a lock or a permit and give a guard.
const LOCKING: &[&str] = &[
    "lock",
    "lock_owned",
    "read",
    "read_owned",
    "write",
    "write_owned",
    "acquire",
    "acquire_owned",
    "acquire_many",
    "acquire_many_owned",
];

/// `path(arguments)`: the path and the arguments.
pub(super) fn call(expr: &Expr) -> Option<(&Path, Vec<&Expr>)> {
    let Expr::Call(call) = expr else { return None };
    let Expr::Path(function) = &*call.func else {
        return None;
    };
    Some((&function.path, call.args.iter().collect()))
}

/// True if `path` ends with these names, `["Semaphore", "new"]`.
pub(super) fn ends_with(path: &Path, names: &[&str]) -> bool {
    let mut own = path.segments.iter().rev();
    names
        .iter()
        .rev()
        .all(|name| own.next().is_some_and(|segment| segment.ident == name))
}

/// The name before the last one in `path`, `thread` in `std::thread::sleep`.
pub(super) fn module(path: &Path) -> Option<String> {
    let segment = path.segments.iter().rev().nth(1)?;
    Some(segment.ident.to_string())
}

/// What is awaited in `x.await`, `x.await?`, `x.await.unwrap()` and their like.
pub(super) fn awaited(expr: &Expr) -> Option<&Expr> {
    match expr {
        Expr::Await(inner) => Some(&inner.base),
        Expr::Try(inner) => awaited(&inner.expr),
        Expr::Paren(inner) => awaited(&inner.expr),
        Expr::MethodCall(inner) if handles_result(inner) => awaited(&inner.receiver),
        _ => None,
    }
}

/// The method call in `m.lock()`, `m.lock().await`, `m.lock().unwrap()` and their like.
pub(super) fn locking(expr: &Expr) -> Option<&ExprMethodCall> {
    match expr {
        Expr::Await(inner) => locking(&inner.base),
        Expr::Try(inner) => locking(&inner.expr),
        Expr::MethodCall(inner) if handles_result(inner) => locking(&inner.receiver),
        Expr::MethodCall(inner) => {
            let name = inner.method.to_string();
            let arguments = usize::from(name.starts_with("acquire_many"));
            let locks = LOCKING.contains(&name.as_str()) && inner.args.len() == arguments;
            locks.then_some(inner)
        }
        _ => None,
    }
}

/// A statement `let guard = m.lock().await;`.
pub(super) struct Taking<'a> {
    /// The name of the guard.
    pub(super) guard: String,
    /// Its pattern, with `mut` if that stands there.
    pub(super) pattern: &'a Pat,
    /// What takes it.
    pub(super) taken: &'a Expr,
    /// The call of `lock`, `acquire` or their like in it.
    pub(super) call: &'a ExprMethodCall,
}

/// The statement as one that takes a lock or a permit and names the guard.
pub(super) fn taking(statement: &Stmt) -> Option<Taking<'_>> {
    let Stmt::Local(Local {
        pat,
        init: Some(init),
        ..
    }) = statement
    else {
        return None;
    };
    let Pat::Ident(name) = pat else { return None };
    Some(Taking {
        guard: name.ident.to_string(),
        pattern: pat,
        taken: &init.expr,
        call: locking(&init.expr)?,
    })
}

/// The expression of a statement that ends with a semicolon.
pub(super) fn expression(statement: &Stmt) -> Option<&Expr> {
    match statement {
        Stmt::Expr(expr, Some(_)) => Some(expr),
        _ => None,
    }
}

/// The expression of `expression;` and of `let _ = expression;`.
pub(super) fn for_its_effect(statement: &Stmt) -> Option<&Expr> {
    match statement {
        Stmt::Local(Local {
            pat: Pat::Wild(_),
            init: Some(init),
            ..
        }) => Some(&init.expr),
        _ => expression(statement),
    }
}

fn handles_result(call: &ExprMethodCall) -> bool {
    let name = call.method.to_string();
    ["unwrap", "expect", "ok", "unwrap_or_default"].contains(&name.as_str())
        || ["unwrap_or_else", "map_err"].contains(&name.as_str())
}
