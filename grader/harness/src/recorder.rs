//! Writes down what happens in a run.
use crate::{clock, stack};
use protocol::{
    Blocking, Event, Finish, Hold, Lock, Outcome, Place, Record, Task, TaskId, Timer, Wait,
    WaitFor, What,
};
use std::{
    cell::Cell,
    collections::BTreeMap,
    panic::Location,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The check itself, as a task.
pub(crate) const CHECK: TaskId = 0;
/// A run with more events than this is cut short; nobody reads further.
const MOST_EVENTS: usize = 4_000;

static RECORDER: Mutex<Option<Recorder>> = Mutex::new(None);

thread_local! {
    /// The task that is being polled on this thread.
    static CURRENT: Cell<TaskId> = const { Cell::new(CHECK) };
    /// The task that this thread spawned last.
    static LAST_SPAWNED: Cell<TaskId> = const { Cell::new(CHECK) };
}

struct Recorder {
    record: Record,
    /// Waits and locks too: only in a replay.
    detailed: bool,
    /// The services number calls through the whole process; a record numbers its own.
    first_call: Option<u32>,
    panics: BTreeMap<TaskId, (String, Option<Place>)>,
}

impl Recorder {
    fn event(&mut self, place: Option<Place>, what: What) {
        self.event_at(clock::now_ms(), current(), place, what);
    }

    fn event_at(&mut self, at_ms: u64, task: TaskId, place: Option<Place>, what: What) {
        if self.record.events.len() >= MOST_EVENTS {
            self.record.truncated = true;
            return;
        }
        self.record.events.push(Event {
            at_ms,
            task,
            place,
            what,
        });
    }

    fn call(&self, call: u32) -> Option<u32> {
        call.checked_sub(self.first_call?)
    }
}

fn lock() -> MutexGuard<'static, Option<Recorder>> {
    RECORDER.lock().unwrap_or_else(PoisonError::into_inner)
}

fn with<T>(action: impl FnOnce(&mut Recorder) -> T) -> Option<T> {
    lock().as_mut().map(action)
}

/// Begins the record of a run.
pub(crate) fn begin(detailed: bool) {
    let check = Task {
        id: CHECK,
        name: Some("the check".to_owned()),
        parent: None,
        spawned: None,
        finish: None,
    };
    *lock() = Some(Recorder {
        record: Record {
            tasks: vec![check],
            ..Record::default()
        },
        detailed,
        first_call: None,
        panics: BTreeMap::new(),
    });
}

/// The record until now; it goes on.
pub(crate) fn snapshot() -> Record {
    with(|recorder| recorder.record.clone()).unwrap_or_default()
}

/// As [`snapshot`], but gives up if the record is being written to. For a run that will not go on.
pub(crate) fn try_snapshot() -> Record {
    match RECORDER.try_lock() {
        Ok(recorder) => recorder.as_ref().map(|recorder| recorder.record.clone()),
        Err(_) => None,
    }
    .unwrap_or_default()
}

/// True if waits and locks are recorded too.
pub(crate) fn detailed() -> bool {
    with(|recorder| recorder.detailed).unwrap_or(false)
}

/// The task that is being polled on this thread.
pub(crate) fn current() -> TaskId {
    CURRENT.get()
}

/// Polls as `task`.
pub(crate) fn within<T>(task: TaskId, poll: impl FnOnce() -> T) -> T {
    struct Restore(TaskId);
    impl Drop for Restore {
        fn drop(&mut self) {
            CURRENT.set(self.0);
        }
    }
    let _restore = Restore(CURRENT.replace(task));
    poll()
}

/// A task is spawned; none outside of a run.
pub(crate) fn spawned(place: &'static Location<'static>) -> Option<TaskId> {
    with(|recorder| {
        let id = recorder.record.tasks.len() as TaskId;
        let place = stack::line(place);
        recorder.record.tasks.push(Task {
            id,
            name: None,
            parent: Some(current()),
            spawned: Some(place.clone()),
            finish: None,
        });
        recorder.event(Some(place), What::Spawned { task: id });
        LAST_SPAWNED.set(id);
        id
    })
}

/// The task that this thread spawned last.
pub(crate) fn last_spawned() -> TaskId {
    LAST_SPAWNED.get()
}

/// The check's public name for a task that it spawned.
pub(crate) fn name(task: TaskId, name: &str) {
    with(|recorder| {
        let at_ms = clock::now_ms();
        if let Some(known) = recorder.record.tasks.get_mut(task as usize) {
            known.name = Some(name.to_owned());
            // What the check does is not the submission's.
            known.spawned = None;
        }
        let spawned = What::Spawned { task };
        recorder.record.events.pop_if(|last| last.what == spawned);
        let run = name.to_owned();
        recorder.event_at(at_ms, task, None, What::Began { run });
    });
}

/// A task's future is gone.
pub(crate) fn finished(task: TaskId, how: Finish) {
    with(|recorder| {
        let Some(known) = recorder.record.tasks.get_mut(task as usize) else {
            return;
        };
        known.finish = Some(how);
        let what = match (&known.name, how) {
            (Some(name), Finish::Returned) => What::Ended { run: name.clone() },
            _ => What::Finished { how },
        };
        recorder.event_at(clock::now_ms(), task, None, what);
    });
}

/// Tasks that were spawned by the submission's code and are still alive.
pub(crate) fn tasks_left() -> Vec<Task> {
    with(|recorder| {
        let tasks = recorder.record.tasks.iter();
        let theirs = tasks.filter(|task| task.id != CHECK && task.name.is_none());
        theirs
            .filter(|task| task.finish.is_none())
            .cloned()
            .collect()
    })
    .unwrap_or_default()
}

/// Every task but the check that has not ended.
pub(crate) fn unfinished() -> Vec<TaskId> {
    with(|recorder| {
        let tasks = recorder.record.tasks.iter();
        let alive = tasks.filter(|task| task.id != CHECK && task.finish.is_none());
        alive.map(|task| task.id).collect()
    })
    .unwrap_or_default()
}

/// True for a task that has ended.
pub(crate) fn is_finished(task: TaskId) -> bool {
    with(|recorder| {
        let known = recorder.record.tasks.get(task as usize);
        known.is_none_or(|known| known.finish.is_some())
    })
    .unwrap_or(true)
}

/// From now on tasks may rightly go on after the code that spawned them has answered.
pub(crate) fn allow_background() {
    with(|recorder| recorder.record.background = true);
}

/// The current task panics.
pub(crate) fn panicked(message: String, place: Option<Place>) {
    with(|recorder| recorder.panics.insert(current(), (message, place)));
}

/// The panic that ended a task.
pub(crate) fn panic_of(task: TaskId) -> Option<(String, Option<Place>)> {
    with(|recorder| recorder.panics.get(&task).cloned()).flatten()
}

/// The loop thread was blocked.
pub(crate) fn blocked(by: Blocking, place: Place, from_ms: u64, for_ms: u64) {
    with(|recorder| {
        let task = current();
        // A loop that blocks a little at a time is one block.
        if let Some(last) = recorder.record.events.last_mut()
            && last.task == task
            && let What::Blocked {
                by: before,
                for_ms: so_far,
            } = &mut last.what
            && *before == by
            && last.at_ms + *so_far == from_ms
            && by == Blocking::Spin
        {
            *so_far += for_ms;
            return;
        }
        recorder.event_at(from_ms, task, Some(place), What::Blocked { by, for_ms });
    });
}

/// A schedule made the current task step aside.
pub(crate) fn switched() {
    with(|recorder| {
        if recorder.detailed {
            recorder.event(None, What::Switched);
        }
    });
}

/// What a task that got no further waited for.
pub(crate) fn waits(wait: Wait) {
    with(|recorder| {
        let known = recorder.record.waits.iter();
        let mut same_task = known.filter(|known| known.task == wait.task);
        // tokio's own word on a lock says more than a place alone.
        let told_already = same_task.any(|known| known.on != WaitFor::Unknown || *known == wait);
        if !(told_already && wait.on == WaitFor::Unknown) {
            recorder.record.waits.push(wait);
        }
    });
}

/// The state of the locks when the run ended.
pub(crate) fn locks(waits: Vec<Wait>, holds: Vec<Hold>) {
    with(|recorder| {
        recorder.record.waits = waits;
        recorder.record.holds = holds;
    });
}

/// These of the waits that [`locks`] was told of are futures that nobody polls any more.
pub(crate) fn put_aside(waits: &[usize]) {
    with(|recorder| {
        for number in waits {
            if let Some(wait) = recorder.record.waits.get_mut(*number) {
                wait.aside = true;
            }
        }
    });
}

/// A lock was made; its number.
pub(crate) fn lock_made(kind: String, made: Option<Place>) -> u32 {
    with(|recorder| {
        let id = recorder.record.locks.len() as u32;
        recorder.record.locks.push(Lock { id, kind, made });
        id
    })
    .unwrap_or_default()
}

/// The current task waits for a timer.
pub(crate) fn timer(place: Place) {
    with(|recorder| {
        let (at_ms, task) = (clock::now_ms(), current());
        let timers = &mut recorder.record.timers;
        let known = timers
            .iter()
            .rev()
            .any(|last| (last.at_ms, last.task) == (at_ms, task));
        if task != CHECK && !known && timers.len() < MOST_EVENTS {
            let place = Some(place);
            timers.push(Timer { at_ms, task, place });
        }
    });
}

/// Something happened to a lock.
pub(crate) fn lock_event(place: Option<Place>, what: What) {
    with(|recorder| recorder.event(place, what));
}

/// Listens to the services.
pub(crate) struct Calls;

impl services::observe::Observer for Calls {
    fn made(&self, call: u32, name: &str, place: &'static Location<'static>) {
        with(|recorder| {
            let call = call - *recorder.first_call.get_or_insert(call);
            let name = name.to_owned();
            recorder.event(Some(stack::line(place)), What::CallMade { call, name });
        });
    }

    fn started(&self, call: u32) {
        with(|recorder| {
            if let Some(call) = recorder.call(call) {
                recorder.event(None, What::CallStarted { call });
            }
        });
    }

    fn ended(&self, call: u32, end: services::observe::End) {
        use services::observe::End;
        let outcome = match end {
            End::Answered => Outcome::Answered,
            End::Failed => Outcome::Failed,
            End::Dropped => Outcome::Dropped,
            End::NeverPolled => Outcome::NeverPolled,
        };
        with(|recorder| {
            if let Some(call) = recorder.call(call) {
                recorder.event(None, What::CallEnded { call, outcome });
            }
        });
    }
}
