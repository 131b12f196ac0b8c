//! Completes the waits of a run that got stuck: for each wait of which tokio does not tell who could end it,
//! the same schedule is run once more and probed.
use crate::{
    check::Check,
    explore::in_a_thread,
    probe::Keeper,
    run::{Plan, Ran},
};
use protocol::{Failure, Findings, Record, TaskId, Wait, WaitFor};

/// More waits than this are not probed; nobody reads further.
const MOST_PROBED: usize = 8;

/// The findings, with who keeps whom waiting where that can be known.
pub(crate) fn told(check: &'static Check, mut found: Findings) -> Findings {
    if found.failure != Failure::Stuck {
        return found;
    }
    for task in unexplained(&found.record) {
        let ran = in_a_thread(Plan {
            check,
            seed: found.seed,
            switches: found.switches.clone(),
            detailed: true,
            probe: Some(task),
        });
        // State in a `static` may have made it another run.
        if is_same(&ran, &found.record) {
            explain(&mut found.record.waits, task, ran.keeper);
        }
    }
    found
}

/// The tasks that wait for one thing only, of which tokio does not tell who has it.
fn unexplained(record: &Record) -> Vec<TaskId> {
    // Who took a permit need not have it still: one that is handed on, or forgotten, is not told of.
    let permits = |lock: u32| {
        let known = record.locks.iter().find(|known| known.id == lock);
        known.is_some_and(|known| known.kind == "Semaphore")
    };
    let held = |lock: u32| !permits(lock) && record.holds.iter().any(|hold| hold.lock == lock);
    let unknown = |wait: &&Wait| match wait.on {
        WaitFor::Unknown => true,
        WaitFor::Lock(lock) => !held(lock),
        WaitFor::Task(_) => false,
    };
    let alone = |wait: &&Wait| {
        let same = record.waits.iter().filter(|other| other.task == wait.task);
        same.count() == 1
    };
    let waits = record.waits.iter().filter(unknown).filter(alone);
    waits.map(|wait| wait.task).take(MOST_PROBED).collect()
}

fn is_same(ran: &Ran, record: &Record) -> bool {
    let spawned = |record: &Record| record.tasks.len();
    ran.failure.as_ref().is_some_and(|(failure, again)| {
        *failure == Failure::Stuck && spawned(again) == spawned(record)
    })
}

fn explain(waits: &mut [Wait], task: TaskId, keeper: Option<Keeper>) {
    let Some(wait) = waits.iter_mut().find(|wait| wait.task == task) else {
        return;
    };
    match keeper {
        Some(Keeper::Has(by)) => wait.kept_by = Some(by),
        Some(Keeper::Is(by)) => wait.on = WaitFor::Task(by),
        None => {}
    }
}
