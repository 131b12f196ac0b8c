//! `tokio::task`, with `spawn`, `spawn_local` and `JoinSet` wrapped.
//!
//! What spawns through a `Handle`, a `Runtime` or a `LocalSet` is tokio's own: wrapping those types would
//! make code that passes them on fail to compile. Such tasks are explored by the budget alone.
use crate::staged::Staged;
use std::future::Future;
pub use tokio::task::*;

pub use crate::join_set::{self, JoinSet};

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
