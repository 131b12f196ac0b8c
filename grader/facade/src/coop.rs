//! `tokio::task::coop`, with `unconstrained` wrapped: under a stage, a task keeps the budget by which it is interrupted.
use crate::stage::stage;
use std::{
    future::Future,
    pin::{Pin, pin},
    task::{Context, Poll},
};
pub use tokio::task::coop::*;

pin_project_lite::pin_project! {
    /// As tokio's `Unconstrained`.
    #[must_use = "Unconstrained does nothing unless polled"]
    pub struct Unconstrained<F> {
        #[pin]
        inner: F,
    }
}

/// As tokio's `unconstrained`; under a stage it changes nothing, else it would hide a task from every schedule.
pub fn unconstrained<F>(inner: F) -> Unconstrained<F> {
    Unconstrained { inner }
}

impl<F: Future> Future for Unconstrained<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let inner = self.project().inner;
        match stage() {
            Some(_) => inner.poll(cx),
            None => pin!(tokio::task::coop::unconstrained(inner)).poll(cx),
        }
    }
}
