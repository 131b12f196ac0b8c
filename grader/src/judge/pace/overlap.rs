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
        .or_else(|| calls_in_sequence(scene, unmet, events, &calls))
        .or_else(|| tasks_in_sequence(scene, unmet, events, &calls))
        .or_else(|| too_few_at_once(unmet, events, &calls))
        .or_else(|| runs_in_turn(unmet, events, &calls))
}

/// Locks made the work wait for other work.
fn held_up_by_locks(
    scene: &Scene<'_>,
    unmet: &Unmet,
    events: &[Event],
    calls: &[Call],
) -> Option<Insight> {
    let (tasks, waited) = lock_waits(scene, events);
    if tasks.is_empty() {
        return None;
    }
    let workers: BTreeSet<TaskId> = calls.iter().map(|call| call.made_by).collect();
    let intervals = intervals(calls, events);
    let evidence = waited
        .into_iter()
        .map(|(spot, waits)| spot.shows(waits.told(scene)))
        .collect();
    if in_sequence(unmet, &intervals) && one_piece_of_work(scene, events, calls) {
        let number = intervals.len();
        let message = format!(
            "{number} requests were sent one after another, since some had to wait for a lock that another one held"
        );
        return Some(Insight {
            diagnosis: Diagnosis::Sequential,
            message: with_times(&message, unmet),
            evidence,
        });
    }
    // One task that does all the work and waits by itself was held up by nobody else.
    let alone = workers.len() == 1 && tasks == workers;
    let number = words::count(tasks.len(), "task had", "tasks had");
    (!alone).then(|| Insight {
        diagnosis: Diagnosis::OverSerialised,
        message: with_times(
            &format!("{number} to wait for a lock that other work held"),
            unmet,
        ),
        evidence,
    })
}

/// The tasks that waited for locks a while, and where.
fn lock_waits(
    scene: &Scene<'_>,
    events: &[Event],
) -> (BTreeSet<TaskId>, BTreeMap<Spot, LockWaits>) {
    let mut waited: BTreeMap<Spot, LockWaits> = BTreeMap::new();
    let mut tasks = BTreeSet::new();
    // A task that waits several times at once gets the lock once for each wait.
    let mut granted = BTreeSet::new();
    for (begin, event) in events.iter().enumerate() {
        let What::Waits { lock } = event.what else {
            continue;
        };
        let got = |at: &usize| {
            let later = &events[*at];
            later.task == event.task
                && later.what == What::Acquired { lock }
                && !granted.contains(at)
        };
        let grant = (begin..events.len()).find(got);
        granted.extend(grant);
        let until = grant.map_or(last_ms(events), |at| events[at].at_ms);
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
    (tasks, waited)
}

/// True if one run of the check, with the tasks that it spawned, made all these calls, and no other run began
/// meanwhile: whoever waited there waited for work of its own, and not for that of others.
fn one_piece_of_work(scene: &Scene<'_>, events: &[Event], calls: &[Call]) -> bool {
    let began = events.iter().filter_map(|event| match event.what {
        What::Began { .. } => Some(event.task),
        _ => None,
    });
    let made_by = calls.iter().map(|call| call.made_by);
    let runs: BTreeSet<Option<TaskId>> = made_by.chain(began).map(|id| scene.run_of(id)).collect();
    runs.len() == 1
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
fn calls_in_sequence(
    scene: &Scene<'_>,
    unmet: &Unmet,
    events: &[Event],
    calls: &[Call],
) -> Option<Insight> {
    let intervals = intervals(calls, events);
    if !in_sequence(unmet, &intervals) {
        return None;
    }
    let number = words::count(intervals.len(), "request", "requests");
    // Who began several runs at once did not wait for one before the next: something between them did.
    if let Some(runs) = runs_at_once(scene, events, calls) {
        return Some(Insight {
            diagnosis: Diagnosis::OverSerialised,
            message: with_times(
                &format!(
                    "{runs} runs were under way together, and their {number} were sent one after another"
                ),
                unmet,
            ),
            evidence: places(calls, "sent only when no other request was on its way"),
        });
    }
    Some(Insight {
        diagnosis: Diagnosis::Sequential,
        message: with_times(
            &format!("{number} were sent one after another, so their waits added up"),
            unmet,
        ),
        evidence: places(calls, "awaited before the next request is sent"),
    })
}

/// How many of the check's runs sent these calls, if at least two of those were under way together.
fn runs_at_once(scene: &Scene<'_>, events: &[Event], calls: &[Call]) -> Option<usize> {
    let sent = calls.iter().filter(|call| call.sent.is_some());
    let runs: BTreeSet<TaskId> = sent.filter_map(|call| scene.run_of(call.made_by)).collect();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for run in &runs {
        let at = |wanted: fn(&What) -> bool| {
            events
                .iter()
                .position(|event| event.task == *run && wanted(&event.what))
        };
        let began = at(|what| matches!(what, What::Began { .. })).unwrap_or(0);
        let ended = at(|what| matches!(what, What::Ended { .. })).unwrap_or(events.len());
        spans.push((began, ended));
    }
    spans.sort_unstable();
    let together = spans.windows(2).any(|pair| pair[1].0 < pair[0].1);
    together.then_some(runs.len())
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
    in_sequence(unmet, &intervals).then(|| Insight {
        diagnosis: Diagnosis::Sequential,
        message: with_times(
            &format!(
                "{} tasks ran one after another, so their waits added up",
                intervals.len()
            ),
            unmet,
        ),
        evidence,
    })
}

/// Calls overlapped, but some had to wait until others had ended.
fn too_few_at_once(unmet: &Unmet, events: &[Event], calls: &[Call]) -> Option<Insight> {
    let intervals = intervals(calls, events);
    let peak = calls::peak(&intervals);
    let planned = planned::sends(unmet.plan.as_deref().unwrap_or_default(), calls);
    let planned_peak = planned::peak(unmet.plan.as_deref().unwrap_or_default(), calls);
    let queued = if planned.is_empty() {
        some_took_turns(calls)
    } else {
        peak < planned_peak || planned::delays_differ(&planned)
    };
    // Where the plan has no more of them at once either, their number is not what is wrong.
    let late = planned.iter().filter(|(planned, sent)| sent > planned);
    let happened = match planned.is_empty() || peak < planned_peak {
        true => format!(
            "At most {peak} of {} requests were on their way at once",
            intervals.len()
        ),
        false => format!(
            "{} of {} requests were sent later than they could have been",
            late.count(),
            intervals.len()
        ),
    };
    (peak >= 2 && queued).then(|| Insight {
        diagnosis: Diagnosis::OverSerialised,
        message: with_times(&happened, unmet),
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

/// True if no two of several intervals overlap, and the time that was expected needs that.
fn in_sequence(unmet: &Unmet, intervals: &[(u64, u64)]) -> bool {
    intervals.len() >= 2 && calls::peak(intervals) == 1 && needs_overlap(unmet, intervals)
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
