//! The facade's stage: where a run's schedule meets its tasks.
use crate::{
    probe, recorder, run, threads,
    waits::{self, Turns},
};
use facade::stage::{End, Stage};
use protocol::{Finish, TaskId};
use std::{
    panic::{Location, resume_unwind},
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
        match waits::turns() {
            Turns::Play => {}
            Turns::Tell { .. } => {
                return recorder::within(task, || waits::tell_of(task, cx, poll));
            }
            // tokio drops the future of a task that panics, and then tells its handle.
            Turns::Drop if probe::is_to_be_dropped(task) => {
                resume_unwind(Box::new("dropped to see who waits for it"))
            }
            Turns::Drop => return Poll::Pending,
        }
        let waker = waits::waker_of(task, cx.waker());
        let cx = &mut Context::from_waker(&waker);
        if run::sits_out(task) {
            recorder::within(task, recorder::switched);
            run::come_again(cx);
            return Poll::Pending;
        }
        recorder::within(task, || poll(cx))
    }

    fn waits(&self) {
        if threads::on_loop() && matches!(waits::turns(), Turns::Tell { .. }) {
            waits::tell(recorder::current());
        }
    }

    fn ended(&self, task: u32, end: End) {
        if task == NOT_OURS {
            return;
        }
        probe::dropped(task);
        recorder::finished(
            task,
            match end {
                End::Returned => Finish::Returned,
                End::Panicked => Finish::Panicked,
                End::Dropped => Finish::Dropped,
            },
        );
    }

    fn current(&self) -> u32 {
        match threads::inside() {
            true => recorder::current(),
            false => NOT_OURS,
        }
    }

    fn work_for(&self, task: u32, work: &mut dyn FnMut()) {
        match task {
            NOT_OURS => work(),
            task => recorder::within(task, work),
        }
    }
}
