//! Small concurrency bugs, each with its mended version: what the exploration of schedules is worth.
//!
//! A bug is a check `name`, and its mended version is a check `name_mended`. Most bugs do not show in
//! tokio's own order. A mended version is right in every order, so a failure of it is a false alarm.
mod atomics;
mod channels;
mod circles;
mod consumers;
mod locks;
mod mailboxes;
mod once;
mod signals;
mod tasks;

use crate::driver::{Trials, order, run};
use facade::sync::Mutex;
use harness::{CHECKS, Check, Lab};
use protocol::{Message, Run};
use std::future::Future;

/// Seeds on which a mended version must not fail; [`crate::table`] takes ten times as many.
const SEEDS: u32 = 1_000;

pub(crate) fn trials(trials: &mut Trials) {
    for pair in pairs() {
        let (bug, mended) = (pair.bug.name, pair.mended);
        trials.fails(&format!("the_bug_{bug}_is_found"), bug, |_| true);
        trials.add(
            &format!("{mended}_gives_no_false_alarm"),
            move || match run(seeds(mended, SEEDS)) {
                Message::Passed(pass) if pass.schedules == SEEDS => Ok(()),
                other => Err(format!("{other:#?}").into()),
            },
        );
    }
    trials.add("the_collection_holds_many_bugs", || match pairs().len() {
        40.. => Ok(()),
        few => Err(format!("only {few}").into()),
    });
}

/// A bug and the name of the check that is its mended version.
pub(crate) struct Pair {
    pub(crate) bug: &'static Check,
    pub(crate) mended: &'static str,
}

/// The collection, by name.
pub(crate) fn pairs() -> Vec<Pair> {
    let mended = CHECKS.iter().filter_map(|check| {
        let bug = check.name.strip_suffix("_mended")?;
        let bug = CHECKS.iter().find(|check| check.name == bug);
        Some(Pair {
            bug: bug.expect("every mended version has its bug"),
            mended: check.name,
        })
    });
    let mut pairs: Vec<Pair> = mended.collect();
    pairs.sort_by_key(|pair| pair.bug.name);
    pairs
}

/// The order to run a check under the seeds from 0 on.
pub(crate) fn seeds(check: &str, count: u32) -> Run {
    Run {
        schedules: Some(count),
        ..order(check)
    }
}

/// Starts these as tasks of the submission, in this order, and waits for all.
async fn together<F>(lab: &Lab, code: impl IntoIterator<Item = F>) -> Vec<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let numbered = (1..).zip(code);
    let started: Vec<_> = numbered
        .map(|(number, code)| lab.start(format!("task {number}"), code))
        .collect();
    let mut outputs = Vec::new();
    for task in started {
        outputs.push(task.join().await);
    }
    outputs
}

/// Some work that awaits and, in tokio's own order, never lets another task in.
async fn work(log: &Mutex<Vec<u64>>) {
    log.lock().await.push(0);
}
