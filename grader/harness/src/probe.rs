//! Who keeps a wait from ending: in a run that got stuck, every other task is dropped, one after the other,
//! until the one that waits is woken. Whoever was dropped last had what it waits for.
//!
//! That says of channels and task handles what tokio tells of locks, without changing any of their types.
use crate::{recorder, waits};
use protocol::TaskId;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Turns of the loop that a task gets to be dropped in.
const TURNS: usize = 1_000;

static PROBE: Mutex<Option<Probe>> = Mutex::new(None);

struct Probe {
    /// Who waits.
    waiting: TaskId,
    /// Who is being dropped, and how far that is.
    dropping: Option<(TaskId, Stage)>,
    found: Option<Keeper>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Its future is being dropped, and with it all that it has.
    Future,
    /// Its handle is told.
    Handle,
}

/// What a task waits for, as dropping shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeper {
    /// Something that this task has: the other end of a channel.
    Has(TaskId),
    /// The end of this task.
    Is(TaskId),
}

fn probe() -> MutexGuard<'static, Option<Probe>> {
    PROBE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// True for the task that is to be dropped instead of polled.
pub(crate) fn is_to_be_dropped(task: TaskId) -> bool {
    probe()
        .as_ref()
        .is_some_and(|probe| probe.dropping == Some((task, Stage::Future)))
}

/// A task's future is gone.
pub(crate) fn dropped(task: TaskId) {
    if let Some(Probe {
        dropping: Some((dropping, stage)),
        ..
    }) = probe().as_mut()
        && *dropping == task
    {
        *stage = Stage::Handle;
    }
}

/// Another task has its turn, so what is woken from now on is not the last one's doing.
pub(crate) fn turn_begins() {
    if let Some(probe) = probe().as_mut()
        && matches!(probe.dropping, Some((_, Stage::Handle)))
    {
        probe.dropping = None;
    }
}

/// A task is woken.
pub(crate) fn woken(task: TaskId) {
    if let Some(probe) = probe().as_mut()
        && probe.waiting == task
        && probe.found.is_none()
        && let Some((by, stage)) = probe.dropping
    {
        probe.found = Some(match stage {
            Stage::Future => Keeper::Has(by),
            Stage::Handle => Keeper::Is(by),
        });
    }
}

/// Drops every task but `waiting`, the youngest first, and at last the check with `drop_check`. Nothing can be
/// run after that.
pub(crate) async fn keeper(waiting: TaskId, drop_check: impl FnOnce()) -> Option<Keeper> {
    *probe() = Some(Probe {
        waiting,
        dropping: None,
        found: None,
    });
    let others = recorder::unfinished().into_iter().rev();
    for task in others.filter(|task| *task != waiting) {
        drop_task(task).await;
    }
    if found().is_none() {
        begin_dropping(recorder::CHECK);
        drop_check();
    }
    // What no other task has, it has itself, or nobody has.
    probe().take()?.found.or(Some(Keeper::Has(waiting)))
}

async fn drop_task(task: TaskId) {
    if found().is_some() {
        return;
    }
    begin_dropping(task);
    waits::wake(task);
    for _ in 0..TURNS {
        if recorder::is_finished(task) {
            break;
        }
        tokio::task::yield_now().await;
    }
}

fn begin_dropping(task: TaskId) {
    if let Some(probe) = probe().as_mut() {
        probe.dropping = Some((task, Stage::Future));
    }
}

fn found() -> Option<Keeper> {
    probe().as_ref()?.found
}
