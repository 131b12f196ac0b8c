//! The future around a spawned task's own.
use crate::stage::{End, stage};
use std::{
    future::Future,
    panic::Location,
    pin::Pin,
    task::{Context, Poll},
};

pin_project_lite::pin_project! {
    /// A spawned future, and what the stage calls it.
    pub(crate) struct Staged<F> {
        #[pin]
        future: F,
        ticket: Ticket,
    }
}

/// Tells the stage of the task's end when it is dropped, which tokio does right after the last poll.
struct Ticket {
    task: Option<u32>,
    end: End,
}

impl<F> Staged<F> {
    /// The stage knows the task by the place of the call that spawns it.
    #[track_caller]
    pub(crate) fn new(future: F) -> Self {
        let place = Location::caller();
        let task = stage().map(|stage| stage.spawning(place));
        Self {
            future,
            ticket: Ticket {
                task,
                end: End::Dropped,
            },
        }
    }
}

impl<F: Future> Future for Staged<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let mut this = self.project();
        let (Some(stage), Some(task)) = (stage(), this.ticket.task) else {
            return this.future.poll(cx);
        };
        // Stays so if the poll unwinds.
        this.ticket.end = End::Panicked;
        let mut output = Poll::Pending;
        let _ = stage.poll(task, cx, &mut |cx| {
            output = this.future.as_mut().poll(cx);
            match output {
                Poll::Ready(_) => Poll::Ready(()),
                Poll::Pending => Poll::Pending,
            }
        });
        this.ticket.end = match output {
            Poll::Ready(_) => End::Returned,
            Poll::Pending => End::Dropped,
        };
        output
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if let (Some(stage), Some(task)) = (stage(), self.task) {
            stage.ended(task, self.end);
        }
    }
}
