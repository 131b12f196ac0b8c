//! Runs a check under one schedule after the other, and shrinks the first that fails.
use crate::{
    channel,
    check::Check,
    peers,
    run::{self, Plan, Ran},
    stopped,
};
use protocol::{Failure, Findings, Message, Pass, Record, Recorded};
use std::{
    sync::{Mutex, PoisonError},
    thread,
};

/// Runs that may be spent on shrinking a schedule.
const SHRINKING: usize = 200;
/// A process that holds more threads of ended runs than this is renewed.
const MOST_THREADS_LEFT: usize = 64;

/// What is being run, for [`findings`].
static PROGRESS: Mutex<Progress> = Mutex::new(Progress {
    seed: 0,
    schedules: 0,
    found: None,
});

struct Progress {
    seed: u64,
    schedules: u32,
    /// What was found before its schedule is being shrunk.
    found: Option<Findings>,
}

fn progress<T>(action: impl FnOnce(&mut Progress) -> T) -> T {
    action(&mut PROGRESS.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The message for a run that failed; the first finding if this one came up while its schedule was shrunk.
pub(crate) fn findings(failure: Failure, record: Record, virtual_ms: u64) -> Message {
    let findings = progress(|progress| match progress.found.take() {
        Some(found) => found,
        None => Findings {
            failure,
            seed: progress.seed,
            switches: None,
            schedules: progress.schedules,
            virtual_ms,
            record,
        },
    });
    Message::Failed(Box::new(findings))
}

/// Runs the check as the grader ordered.
pub(crate) fn explore(check: &'static Check, order: protocol::Run) -> Message {
    let count = order.schedules.unwrap_or_else(|| check.info().schedules);
    let mut first_virtual_ms = 0;
    let mut threads_left = 0;
    let mut recorded = None;
    for number in 0..count {
        let seed = order.first_seed.wrapping_add(u64::from(number));
        progress(|progress| (progress.seed, progress.schedules) = (seed, number + 1));
        let ran = in_a_thread(Plan {
            check,
            seed,
            switches: order.switches.clone(),
            detailed: order.record,
            probe: None,
        });
        if number == 0 {
            first_virtual_ms = ran.virtual_ms;
        }
        if let Some((failure, record)) = ran.failure {
            let found = Findings {
                failure,
                seed,
                switches: order.switches.clone(),
                schedules: number + 1,
                virtual_ms: ran.virtual_ms,
                record,
            };
            let replay = order.switches.is_some() || order.record;
            let found = if replay {
                peers::told(check, found)
            } else {
                shrink(check, found, ran.switches)
            };
            return Message::Failed(Box::new(found));
        }
        recorded = ran.record.map(|record| Box::new(Recorded { seed, record }));
        threads_left += ran.threads_left;
        if threads_left > MOST_THREADS_LEFT && number + 1 < count {
            return Message::Renew {
                secret: order.secret,
                next_seed: seed.wrapping_add(1),
                schedules: number + 1,
                virtual_ms: first_virtual_ms,
            };
        }
    }
    Message::Passed(Pass {
        secret: order.secret,
        schedules: count,
        virtual_ms: first_virtual_ms,
        recorded,
    })
}

/// A run on a thread of its own. Does not return if it never ends.
pub(crate) fn in_a_thread(plan: Plan) -> Ran {
    let runner = move || {
        let _done = Done;
        run::run(plan)
    };
    let thread = thread::Builder::new()
        .name("event loop".to_owned())
        .spawn(runner);
    let thread = thread.expect("the first thread beside the main one");
    stopped::DONE.pass();
    if let Some(failure) = stopped::failure() {
        let record = crate::recorder::try_snapshot();
        let virtual_ms = crate::clock::now_ms();
        channel::end_with(&findings(failure, record, virtual_ms));
    }
    thread.join().expect("the run catches every panic")
}

/// Tells the main thread that a run is over, however it ended.
struct Done;

impl Drop for Done {
    fn drop(&mut self) {
        stopped::DONE.open();
    }
}

/// Leaves out of a failing schedule what it does not need to fail in the same way.
fn shrink(check: &'static Check, found: Findings, switches: Vec<u32>) -> Findings {
    if switches.is_empty() {
        return found;
    }
    progress(|progress| progress.found = Some(found.clone()));
    let mut runs = 0;
    let mut fails = |kept: &[u32]| {
        runs += 1;
        let ran = in_a_thread(Plan {
            check,
            seed: found.seed,
            switches: Some(kept.to_vec()),
            detailed: false,
            probe: None,
        });
        let same = |(failure, _): &(Failure, Record)| alike(failure, &found.failure);
        (
            runs,
            ran.failure
                .filter(same)
                .map(|(failure, record)| (failure, record, ran.virtual_ms)),
        )
    };
    let mut kept = switches;
    let mut best = None;
    let mut size = kept.len();
    while size > 0 {
        let mut start = 0;
        while start < kept.len() {
            let mut fewer = kept.clone();
            fewer.drain(start..(start + size).min(kept.len()));
            let (runs, failed) = fails(&fewer);
            match failed {
                Some(failed) => {
                    kept = fewer;
                    best = Some(failed);
                }
                None => start += size,
            }
            if runs >= SHRINKING {
                size = 1;
                break;
            }
        }
        size /= 2;
    }
    progress(|progress| progress.found = None);
    let Some((failure, record, virtual_ms)) = best else {
        return Findings {
            switches: Some(kept),
            ..found
        };
    };
    Findings {
        failure,
        record,
        virtual_ms,
        switches: Some(kept),
        ..found
    }
}

/// Whether two runs went wrong in the same way, values aside.
fn alike(one: &Failure, other: &Failure) -> bool {
    match (one, other) {
        (Failure::Unmet(one), Failure::Unmet(other)) => {
            one.what == other.what && one.meaning == other.meaning
        }
        (Failure::Panicked { message: one, .. }, Failure::Panicked { message: other, .. }) => {
            one == other
        }
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}
