//! Work that ran one after another, or overlapped less than it may.
use super::super::calls::{self, Call};
use super::super::diagnose::Insight;
use super::super::scene::{Scene, Spot};
use super::super::{Evidence, words};
use super::planned::{self, PlannedRun};
use super::{last_ms, with_times};
use protocol::{Diagnosis, Event, TaskId, Unmet, What};
use std::collections::{BTreeMap, BTreeSet};

/// What the events show of work that took longer than it must.
pub(super) fn insight(scene: &Scene<'_>, unmet: &Unmet, events: &[Event]) -> Option<Insight> {
    let calls = calls::made_in(scene, events);
    held_up_by_locks(scene, unmet, events, &calls)
        .or_else(|| calls_in_sequence(unmet, events, &calls))
        .or_else(|| tasks_in_sequence(scene, unmet, events, &calls))
        .or_else(|| too_few_at_once(unmet, events, &calls))
        .or_else(|| runs_in_turn(unmet, events, &calls))
}

/// Several tasks did the work, and locks made them wait for one another.
fn held_up_by_locks(
    scene: &Scene<'_>,
    unmet: &Unmet,
    events: &[Event],
    calls: &[Call],
) -> Option<Insight> {
    let workers: BTreeSet<TaskId> = calls.iter().map(|call| call.made_by).collect();
    if workers.len() == 1 {
        return None;
    }
    let mut waited: BTreeMap<Spot, LockWaits> = BTreeMap::new();
    let mut tasks = BTreeSet::new();
    for (begin, event) in events.iter().enumerate() {
        let What::Waits { lock } = event.what else {
            continue;
        };
        let got =
            |later: &&Event| later.task == event.task && later.what == What::Acquired { lock };
        let until = events[begin..]
            .iter()
            .find(got)
            .map_or(last_ms(events), |later| later.at_ms);
        if until <= event.at_ms || !scene.is_lock(lock) || !scene.is_students(event.task) {
            continue;
        }
        tasks.insert(event.task);
        if let Some(spot) = scene.spot(event.place.as_ref()) {
            let waits = waited.entry(spot).or_default();
            waits.ms = waits.ms.saturating_add(until - event.at_ms);
            waits.tasks.insert(event.task);
            waits.locks.insert(lock);
        }
    }
    let number = words::count(tasks.len(), "task had", "tasks had");
    (!tasks.is_empty()).then(|| Insight {
        diagnosis: Diagnosis::OverSerialised,
        message: with_times(
            &format!("{number} to wait for a lock that other work held"),
            unmet,
        ),
        evidence: waited
            .into_iter()
            .map(|(spot, waits)| spot.shows(waits.told(scene)))
            .collect(),
    })
}

/// What waited for locks at one place.
#[derive(Default)]
struct LockWaits {
    ms: u64,
    tasks: BTreeSet<TaskId>,
    locks: BTreeSet<u32>,
}

impl LockWaits {
    fn told(&self, scene: &Scene<'_>) -> String {
        let tasks = words::count(self.tasks.len(), "task waits", "tasks wait");
        let names: Vec<String> = self
            .locks
            .iter()
            .map(|lock| scene.lock_name(*lock))
            .collect();
        let locks = if names.len() <= 2 {
            words::list(&names)
        } else {
            format!("{} locks", names.len())
        };
        format!("{tasks} here for {locks}, {} in total", words::ms(self.ms))
    }
}

/// No two calls were ever on their way together, and the time that was expected needs that.
fn calls_in_sequence(unmet: &Unmet, events: &[Event], calls: &[Call]) -> Option<Insight> {
    let intervals = intervals(calls, events);
    if intervals.len() < 2 || calls::peak(&intervals) > 1 || !needs_overlap(unmet, &intervals) {
        return None;
    }
    let number = words::count(intervals.len(), "request", "requests");
    Some(Insight {
        diagnosis: Diagnosis::Sequential,
        message: with_times(
            &format!("{number} were sent one after another, so their waits added up"),
            unmet,
        ),
        evidence: places(calls, "awaited before the next request is sent"),
    })
}

/// Without calls: no two tasks that the student's code spawned ever ran together.
fn tasks_in_sequence(
    scene: &Scene<'_>,
    unmet: &Unmet,
    events: &[Event],
    calls: &[Call],
) -> Option<Insight> {
    if !calls.is_empty() {
        return None;
    }
    let mut evidence = Vec::new();
    let mut intervals = Vec::new();
    for event in events {
        let What::Spawned { task } = event.what else {
            continue;
        };
        let finished =
            |later: &&Event| later.task == task && matches!(later.what, What::Finished { .. });
        let until = events
            .iter()
            .find(finished)
            .map_or(last_ms(events), |later| later.at_ms);
        let named = scene.task(task).is_none_or(|task| task.name.is_some());
        if until > event.at_ms && !named && scene.is_students(task) {
            intervals.push((event.at_ms, until));
            let spot = scene.spot(event.place.as_ref());
            evidence.extend(spot.map(|spot| spot.shows("awaited before the next task is spawned")));
        }
    }
    (intervals.len() >= 2 && calls::peak(&intervals) == 1 && needs_overlap(unmet, &intervals)).then(
        || Insight {
            diagnosis: Diagnosis::Sequential,
            message: with_times(
                &format!(
                    "{} tasks ran one after another, so their waits added up",
                    intervals.len()
                ),
                unmet,
            ),
            evidence,
        },
    )
}

/// Calls overlapped, but some had to wait until others had ended.
fn too_few_at_once(unmet: &Unmet, events: &[Event], calls: &[Call]) -> Option<Insight> {
    let intervals = intervals(calls, events);
    let peak = calls::peak(&intervals);
    let planned = planned::sends(unmet.plan.as_deref().unwrap_or_default(), calls);
    let queued = if planned.is_empty() {
        some_took_turns(calls)
    } else {
        peak < planned::peak(unmet.plan.as_deref().unwrap_or_default(), calls)
            || planned::delays_differ(&planned)
    };
    (peak >= 2 && queued).then(|| Insight {
        diagnosis: Diagnosis::OverSerialised,
        message: with_times(
            &format!(
                "At most {peak} of {} requests were on their way at once",
                intervals.len()
            ),
            unmet,
        ),
        evidence: places(calls, "some of these wait until others have ended"),
    })
}

/// Without calls: of the runs that the plan names, each late one took its time only after another had
/// ended. That is how a lock looks that tells nothing of itself, such as one in a `static`.
fn runs_in_turn(unmet: &Unmet, events: &[Event], calls: &[Call]) -> Option<Insight> {
    if !calls.is_empty() {
        return None;
    }
    let runs = planned::runs(unmet.plan.as_deref().unwrap_or_default(), events);
    let late: Vec<&PlannedRun> = runs
        .iter()
        .filter(|run| run.ended > run.began.saturating_add(run.planned_ms))
        .collect();
    let in_turn = |run: &&PlannedRun| {
        let before = |other: &PlannedRun| {
            other.ended > run.began && other.ended.saturating_add(run.planned_ms) == run.ended
        };
        run.planned_ms > 0 && runs.iter().any(before)
    };
    (!late.is_empty() && late.iter().all(in_turn)).then(|| Insight {
        diagnosis: Diagnosis::OverSerialised,
        message: with_times(
            &format!(
                "{} of {} runs did their work only after another one had ended",
                late.len(),
                runs.len()
            ),
            unmet,
        ),
        evidence: Vec::new(),
    })
}

fn intervals(calls: &[Call], events: &[Event]) -> Vec<(u64, u64)> {
    calls
        .iter()
        .filter_map(|call| call.interval(last_ms(events)))
        .collect()
}

/// True unless the time that was expected is enough to do all this one after another.
fn needs_overlap(unmet: &Unmet, intervals: &[(u64, u64)]) -> bool {
    let lengths = intervals.iter().map(|(begin, end)| end - begin);
    let sum = lengths.fold(0, u64::saturating_add);
    match words::millis(&unmet.expected) {
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds of virtual time are far below 2^52"
        )]
        Some(expected) => sum as f64 > expected,
        None => true,
    }
}

/// Each line with a call once.
fn places(calls: &[Call], what: &str) -> Vec<Evidence> {
    let mut lines = BTreeSet::new();
    let sent = calls.iter().filter(|call| call.sent.is_some());
    let spots = sent.filter_map(|call| call.spot.as_ref());
    spots
        .filter(|spot| lines.insert((&spot.file, spot.line)))
        .map(|spot| spot.shows(what))
        .collect()
}

/// True if a call was sent in the moment in which another one ended, as a queue does it.
fn some_took_turns(calls: &[Call]) -> bool {
    calls.iter().any(|call| {
        let follows = |other: &Call| {
            // The same request again is a second try, not a turn.
            other.name != call.name
                && other
                    .ended
                    .is_some_and(|end| call.sent.is_some_and(|(_, at)| at == end.at_ms))
        };
        calls.iter().any(follows)
    })
}
