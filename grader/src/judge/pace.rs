//! Why work took another time than it must: a blocked thread, waits one after another, too little overlap.

mod overlap;
mod planned;

use super::diagnose::{Insight, comparison};
use super::scene::{Scene, Spot};
use super::words;
use protocol::{Blocking, Diagnosis, Event, Unmet, What};
use std::collections::BTreeMap;

/// What the record shows of an expectation about time.
pub(super) fn insight(scene: &Scene<'_>, unmet: &Unmet) -> Option<Insight> {
    if !matches!(
        unmet.meaning,
        Diagnosis::WrongTiming
            | Diagnosis::BlockedEventLoop
            | Diagnosis::TimeoutMissing
            | Diagnosis::WrongLimit
    ) {
        return None;
    }
    let events = events_of(scene, &unmet.what);
    if let Some(found) = blocked(scene, events) {
        return Some(found);
    }
    if unmet.meaning != Diagnosis::WrongTiming || !took_longer(unmet, events) {
        return None;
    }
    overlap::insight(scene, unmet, events)
}

/// The events of the last run of this name; all events if nothing has that name.
pub(crate) fn events_of<'a>(scene: &Scene<'a>, run_name: &str) -> &'a [Event] {
    let events = &scene.record.events;
    let began = |event: &Event| matches!(&event.what, What::Began { run } if run == run_name);
    let Some(first) = events.iter().rposition(began) else {
        return events;
    };
    let ended = |event: &Event| matches!(&event.what, What::Ended { run } if run == run_name);
    match events[first..].iter().position(ended) {
        Some(length) => &events[first..=first + length],
        None => &events[first..],
    }
}

/// True if it is known that the work took longer than it must.
fn took_longer(unmet: &Unmet, events: &[Event]) -> bool {
    if let (Some(expected), Some(actual)) =
        (words::millis(&unmet.expected), words::millis(&unmet.actual))
    {
        return actual > expected;
    }
    let planned = unmet.plan.iter().flatten().map(|line| line.at_ms).max();
    planned.is_some_and(|end| last_ms(events) > end)
}

fn last_ms(events: &[Event]) -> u64 {
    events.last().map_or(0, |event| event.at_ms)
}

/// The thread that runs all tasks was blocked.
fn blocked(scene: &Scene<'_>, events: &[Event]) -> Option<Insight> {
    let mut places: BTreeMap<Spot, (u64, usize, Blocking)> = BTreeMap::new();
    let (mut total, mut times) = (0_u64, 0);
    for event in events {
        let What::Blocked {
            by,
            for_ms: for_ms @ 1..,
        } = event.what
        else {
            continue;
        };
        total = total.saturating_add(for_ms);
        times += 1;
        if let Some(spot) = scene.spot(event.place.as_ref()) {
            let place = places.entry(spot).or_insert((0_u64, 0, by));
            place.0 = place.0.saturating_add(for_ms);
            place.1 += 1;
        }
    }
    let mut places: Vec<_> = places.into_iter().collect();
    places.sort_by_key(|(_, (ms, ..))| std::cmp::Reverse(*ms));
    let shown = |(spot, (ms, times, by)): (Spot, _)| {
        let line = scene.sources.line(&spot.file, spot.line);
        let sleeps = line.is_some_and(|line| line.contains("sleep"));
        spot.shows(blocking_line(by, sleeps, ms, times))
    };
    (times > 0).then(|| Insight {
        diagnosis: Diagnosis::BlockedEventLoop,
        message: format!(
            "The thread that runs all tasks was blocked {} for {}, and every other task stood still meanwhile.",
            if times == 1 { "once".to_owned() } else { format!("{times} times") },
            if times == 1 { words::ms(total) } else { format!("{} in total", words::ms(total)) },
        ),
        evidence: places.into_iter().map(shown).collect(),
    })
}

/// `sleeps`: the line says itself that it sleeps; otherwise that happens in what it calls.
fn blocking_line(by: Blocking, sleeps: bool, ms: u64, times: usize) -> String {
    let what = match by {
        Blocking::Sleep if sleeps => "this sleep blocks the thread",
        Blocking::Sleep => "this call blocks the thread",
        Blocking::Wait => "this wait blocks the thread",
        Blocking::Join => "waiting here for another thread blocks this one",
        Blocking::Spin => "this loop keeps the thread busy",
    };
    match times {
        1 => format!("{what} for {}", words::ms(ms)),
        _ => format!("{what} {times} times, {} in total", words::ms(ms)),
    }
}

/// The message with both times, if they are short.
fn with_times(message: &str, unmet: &Unmet) -> String {
    match comparison(unmet) {
        Some(instead) => format!("{message}: {instead}."),
        None => format!("{message}."),
    }
}

#[cfg(test)]
mod tests;
