//! A future that need not be `Send`, in a runtime that asks for it.
//!
//! tokio's local runtime would take it as it is. But there `spawn_local` works everywhere, and code of a submission
//! that forgets the `LocalSet` it needs would pass here and panic in every ordinary runtime.
#![expect(
    unsafe_code,
    reason = "says that a future may be sent which never leaves its thread"
)]

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread::{self, ThreadId};

/// Stays on the thread that made it.
pub(super) struct Stays {
    future: Pin<Box<dyn Future<Output = ()>>>,
    thread: ThreadId,
}

// SAFETY: a runtime of the current thread polls and drops its tasks on the thread that runs it, which is this one:
// other threads wake and abort a task, but do not touch its future. Should a version of tokio change that, `poll`
// says so.
unsafe impl Send for Stays {}

impl Stays {
    pub(super) fn new(future: Pin<Box<dyn Future<Output = ()>>>) -> Self {
        let thread = thread::current().id();
        Self { future, thread }
    }
}

impl Future for Stays {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        assert_eq!(
            thread::current().id(),
            self.thread,
            "a task of this runtime stays on its thread"
        );
        self.future.as_mut().poll(context)
    }
}
