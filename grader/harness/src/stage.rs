//! The facade's stage: where a run's schedule meets its tasks.
use crate::{recorder, run, stack, threads};
use facade::stage::{End, Stage};
use protocol::{Finish, TaskId, Wait, WaitFor};
use std::{
    panic::Location,
    task::{Context, Poll},
};

/// The number of a task that no run knows of.
const NOT_OURS: TaskId = TaskId::MAX;

pub(crate) struct Laboratory;

impl Stage for Laboratory {
    fn spawning(&self, place: &'static Location<'static>) -> u32 {
        match threads::inside() {
            true => recorder::spawned(place).unwrap_or(NOT_OURS),
            false => NOT_OURS,
        }
    }

    fn poll(
        &self,
        task: u32,
        cx: &mut Context<'_>,
        poll: &mut dyn FnMut(&mut Context<'_>) -> Poll<()>,
    ) -> Poll<()> {
        // A runtime of the submission's own, on a thread of its own, is not this run's.
        if task == NOT_OURS || !threads::on_loop() {
            return poll(cx);
        }
        if run::collecting_waits() {
            return recorder::within(task, || collect_waits(task, cx, poll));
        }
        run::remember_waker(task, cx.waker());
        if run::sits_out(task) {
            recorder::within(task, recorder::switched);
            run::come_again(cx);
            return Poll::Pending;
        }
        recorder::within(task, || poll(cx))
    }

    fn ended(&self, task: u32, end: End) {
        if task == NOT_OURS {
            return;
        }
        recorder::finished(
            task,
            match end {
                End::Returned => Finish::Returned,
                End::Panicked => Finish::Panicked,
                End::Dropped => Finish::Dropped,
            },
        );
    }
}

/// Polls the task so that each of tokio's futures it waits for tells where it is, and goes no further.
fn collect_waits(
    task: TaskId,
    cx: &mut Context<'_>,
    poll: &mut dyn FnMut(&mut Context<'_>) -> Poll<()>,
) -> Poll<()> {
    let tell = |_: &tokio::runtime::dump::TraceMeta| {
        recorder::waits(Wait {
            task,
            place: Some(stack::here()),
            on: WaitFor::Unknown,
        });
    };
    tokio::runtime::dump::trace_with(|| poll(cx), tell)
}
