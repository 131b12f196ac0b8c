//! What each task waits for when a run has ended: its wakers are kept in a replay, and then it is polled once
//! more, only to tell.
use crate::{locks, probe, recorder, stack};
use protocol::{Record, TaskId, Wait, WaitFor};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

/// What becomes of a task's turn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turns {
    /// The task is polled.
    Play,
    /// The task is polled to tell what it waits for, and goes no further.
    Tell {
        /// Also if it could go on now.
        ready: bool,
    },
    /// Nothing, but that a task may be dropped.
    Drop,
}

thread_local! {
    static TURNS: Cell<Turns> = const { Cell::new(Turns::Play) };
    static WAKERS: RefCell<BTreeMap<TaskId, Arc<Told>>> = const { RefCell::new(BTreeMap::new()) };
}

/// A waker that tells when its task is woken.
struct Told {
    task: TaskId,
    waker: Waker,
    /// Since the task was polled last.
    woken: AtomicBool,
}

impl Told {
    fn is_woken(&self) -> bool {
        self.woken.load(Ordering::Relaxed)
    }
}

impl Wake for Told {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.woken.store(true, Ordering::Relaxed);
        probe::woken(self.task);
        self.waker.wake_by_ref();
    }
}

/// What becomes of a task's turn now.
pub(crate) fn turns() -> Turns {
    TURNS.get()
}

/// From now on tasks are only dropped.
pub(crate) fn only_drop() {
    TURNS.set(Turns::Drop);
}

/// The waker with which a task is to be polled now: in a replay one that tells.
pub(crate) fn waker_of(task: TaskId, waker: &Waker) -> Waker {
    if !recorder::detailed() {
        return waker.clone();
    }
    WAKERS.with_borrow_mut(|wakers| {
        let known = wakers.get(&task);
        let told = match known.filter(|told| told.waker.will_wake(waker)) {
            Some(told) => Arc::clone(told),
            None => {
                let waker = waker.clone();
                let woken = AtomicBool::new(false);
                let told = Arc::new(Told { task, waker, woken });
                wakers.insert(task, Arc::clone(&told));
                told
            }
        };
        told.woken.store(false, Ordering::Relaxed);
        told.into()
    })
}

/// Has the task polled, if it was polled before.
pub(crate) fn wake(task: TaskId) {
    let waker = WAKERS.with_borrow(|wakers| Some(wakers.get(&task)?.waker.clone()));
    if let Some(waker) = waker {
        waker.wake();
    }
}

/// The record with what each task waits for; without `ready` only those that could not go on now. Nothing can
/// be run after that.
pub(crate) async fn complete(record: Record, ready: bool) -> Record {
    if !recorder::detailed() || turns() != Turns::Play {
        return record;
    }
    locks::tell();
    TURNS.set(Turns::Tell { ready });
    let wakers: Vec<Waker> = WAKERS.with_borrow(|wakers| {
        let waits = |told: &&Arc<Told>| ready || !told.is_woken();
        let told = wakers.values().filter(waits);
        told.map(|told| told.waker.clone()).collect()
    });
    let count = wakers.len();
    wakers.into_iter().for_each(Waker::wake);
    // The root has a turn after a few tasks at most, so this many turns see all of them.
    for _ in 0..=count {
        tokio::task::yield_now().await;
    }
    locks::tell_put_aside();
    let told = recorder::snapshot();
    Record {
        waits: told.waits,
        holds: told.holds,
        ..record
    }
}

/// Polls the task so that each of tokio's futures it waits for tells where it is, and goes no further.
pub(crate) fn tell_of(
    task: TaskId,
    cx: &mut Context<'_>,
    poll: &mut dyn FnMut(&mut Context<'_>) -> Poll<()>,
) -> Poll<()> {
    let could_go_on =
        || WAKERS.with_borrow(|wakers| wakers.get(&task).is_none_or(|told| told.is_woken()));
    if turns() == (Turns::Tell { ready: false }) && could_go_on() {
        return Poll::Pending;
    }
    let tell = |_: &tokio::runtime::dump::TraceMeta| {
        locks::waits_on();
        tell(task);
    };
    tokio::runtime::dump::trace_with(|| poll(cx), tell)
}

/// The task is at a wait.
pub(crate) fn tell(task: TaskId) {
    recorder::waits(Wait {
        task,
        place: Some(stack::here()),
        on: WaitFor::Unknown,
        kept_by: None,
        aside: false,
    });
}
