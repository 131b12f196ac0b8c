//! `tokio::task`, with `spawn`, `spawn_local`, `spawn_blocking`, `JoinSet` and `unconstrained` wrapped.
//!
//! What spawns through a `Handle`, a `Runtime` or a `LocalSet` is tokio's own: wrapping those types would
//! make code that passes them on fail to compile. Such tasks are explored by the budget alone.
use crate::{stage::stage, staged::Staged};
use std::future::Future;
pub use tokio::task::*;

pub use crate::{
    coop::{self, Unconstrained, unconstrained},
    join_set::{self, JoinSet},
};

/// As tokio's `spawn`.
#[track_caller]
pub fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    tokio::spawn(Staged::new(future))
}

/// As tokio's `spawn_local`.
#[track_caller]
pub fn spawn_local<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    tokio::task::spawn_local(Staged::new(future))
}

/// As tokio's `spawn_blocking`.
#[track_caller]
pub fn spawn_blocking<F, R>(function: F) -> JoinHandle<R>
where
    F: FnOnce() -> R + Send + 'static,
    R: Send + 'static,
{
    tokio::task::spawn_blocking(for_this_task(function))
}

/// What `function` does on another thread counts as done by the task that sends it there.
pub(crate) fn for_this_task<R>(function: impl FnOnce() -> R) -> impl FnOnce() -> R {
    let task = stage().map(|stage| stage.current());
    move || {
        let (Some(stage), Some(task)) = (stage(), task) else {
            return function();
        };
        let (mut function, mut output) = (Some(function), None);
        stage.work_for(task, &mut || {
            output = function.take().map(|function| function());
        });
        output.expect("a stage does the work that it is given")
    }
}
