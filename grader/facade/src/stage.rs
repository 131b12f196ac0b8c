//! Where a schedule comes in: a stage is told of every wrapped task and decides about its polls.
use std::{
    panic::Location,
    sync::OnceLock,
    task::{Context, Poll},
};

/// Decides about the polls of wrapped tasks.
pub trait Stage: Send + Sync {
    /// A task is being spawned here; the number names it in the other methods.
    fn spawning(&self, place: &'static Location<'static>) -> u32;

    /// The task is to be polled: call `poll`, or wake it and return `Pending` to make it sit out.
    fn poll(
        &self,
        task: u32,
        cx: &mut Context<'_>,
        poll: &mut dyn FnMut(&mut Context<'_>) -> Poll<()>,
    ) -> Poll<()>;

    /// The current task waits for one of its own tasks, in a way that tokio's task dump does not show.
    fn waits(&self) {}

    /// The task's future is gone.
    fn ended(&self, task: u32, end: End);

    /// The task that this thread works for now.
    fn current(&self) -> u32;

    /// Another thread works for the task: runs `work` there.
    fn work_for(&self, task: u32, work: &mut dyn FnMut());
}

/// How a wrapped task's future ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It returned.
    Returned,
    /// It panicked.
    Panicked,
    /// It was dropped before it returned.
    Dropped,
}

static STAGE: OnceLock<&'static dyn Stage> = OnceLock::new();

/// Installs the process's one stage; false if there is one already, which then stays.
pub fn install(stage: &'static dyn Stage) -> bool {
    STAGE.set(stage).is_ok()
}

pub(crate) fn stage() -> Option<&'static dyn Stage> {
    STAGE.get().copied()
}
