//! Requests that a failure is about: sent more than once, given up on their way, not ended, or waited for too long.
use super::scene::{Scene, Spot};
use super::{Evidence, calls, pace, words};
use protocol::{Outcome, Unmet};
use std::collections::BTreeMap;

/// The places from which the same request was sent more than once, or one of them.
pub(super) fn sent_again(scene: &Scene<'_>) -> Vec<Evidence> {
    let calls = calls::made_in(scene, &scene.record.events);
    let sent = || calls.iter().filter(|call| call.sent.is_some());
    let mut times: BTreeMap<(&Spot, &str), usize> = BTreeMap::new();
    for call in sent() {
        let again = sent().filter(|other| other.name == call.name).count() > 1;
        if let (Some(spot), true) = (&call.spot, again) {
            *times.entry((spot, &call.name)).or_default() += 1;
        }
    }
    let shown = |((spot, name), times): ((&Spot, &str), usize)| match times {
        1 => spot.shows(format!("`{name}` is sent from here")),
        _ => spot.shows(format!("`{name}` is sent from here {times} times")),
    };
    times.into_iter().map(shown).collect()
}

/// The lines of which several requests were on their way together, and how many.
pub(super) fn together(scene: &Scene<'_>) -> Vec<Evidence> {
    let events = &scene.record.events;
    let end = events.last().map_or(0, |event| event.at_ms);
    let mut lines: BTreeMap<Spot, Vec<(u64, u64)>> = BTreeMap::new();
    for call in calls::made_in(scene, events) {
        let interval = call.interval(end);
        if let (Some(spot), Some(interval)) = (call.spot, interval) {
            lines.entry(spot).or_default().push(interval);
        }
    }
    let peaks = lines
        .into_iter()
        .map(|(spot, intervals)| (spot, calls::peak(&intervals)));
    let shown = |(spot, peak): (Spot, usize)| {
        spot.shows(format!("{peak} of these are on their way together"))
    };
    peaks.filter(|(_, peak)| *peak > 1).map(shown).collect()
}

/// The places of requests that were dropped before they had answered.
pub(super) fn given_up(scene: &Scene<'_>) -> Vec<Evidence> {
    let calls = calls::made_in(scene, &scene.record.events);
    let mut dropped: BTreeMap<&Spot, Vec<&str>> = BTreeMap::new();
    for call in &calls {
        let given_up = call
            .ended
            .is_some_and(|end| end.outcome == Outcome::Dropped);
        if let (Some(spot), true) = (&call.spot, given_up) {
            dropped.entry(spot).or_default().push(&call.name);
        }
    }
    let shown = |(spot, names): (&Spot, Vec<&str>)| match names.as_slice() {
        [name] => spot.shows(format!("`{name}` was given up before it had answered")),
        names => spot.shows(format!(
            "{} requests from here were given up before they had answered",
            names.len()
        )),
    };
    dropped.into_iter().map(shown).collect()
}

/// The places of requests that were still on their way at the end.
pub(super) fn on_their_way(scene: &Scene<'_>) -> Vec<Evidence> {
    let calls = calls::made_in(scene, &scene.record.events).into_iter();
    let shown = |call: calls::Call| {
        let what = format!("`{}` is still on its way", call.name);
        call.in_flight().then_some(call.spot?.shows(what))
    };
    calls.filter_map(shown).collect()
}

/// The places of requests that were waited for when the time limit was over.
pub(super) fn waited_for_too_long(scene: &Scene<'_>, unmet: &Unmet) -> Vec<Evidence> {
    let events = pace::events_of(scene, &unmet.what);
    let (Some(first), Some(limit)) = (events.first(), words::millis(&unmet.expected)) else {
        return Vec::new();
    };
    let last = events.last().map_or(0, |event| event.at_ms);
    let shown = |call: calls::Call| {
        let (sent, ended) = call.interval(last)?;
        let (sent, waited) = (
            sent.saturating_sub(first.at_ms),
            ended.saturating_sub(first.at_ms),
        );
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds of virtual time are far below 2^52"
        )]
        let too_long = sent as f64 <= limit && waited as f64 > limit;
        let what = format!("`{}` was waited for until {}", call.name, words::ms(waited));
        too_long.then_some(call.spot?.shows(what))
    };
    let calls = calls::made_in(scene, events).into_iter();
    calls.filter_map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Story, sources, unmet};
    use super::*;
    use protocol::{Diagnosis, Finish};

    fn shown(story: &Story, read: fn(&Scene<'_>) -> Vec<Evidence>) -> Vec<(u32, String)> {
        let evidence = read(&Scene::new(&story.record, &sources()));
        let line = |piece: Evidence| (piece.line, piece.what);
        evidence.into_iter().map(line).collect()
    }

    #[test]
    fn a_request_that_was_sent_again_is_shown_and_no_other() {
        let mut story = Story::new();
        let task = story.run("handle");
        for (name, at) in [("CONNECT", 3), ("GET /a", 4), ("CONNECT", 3), ("GET /b", 4)] {
            let call = story.make(task, name, at);
            story.send(task, call);
            story.end(task, call, Outcome::Answered);
        }
        // Made, but never sent.
        story.make(task, "GET /b", 5);
        assert_eq!(
            shown(&story, sent_again),
            [(3, "`CONNECT` is sent from here 2 times".to_owned())]
        );
    }

    #[test]
    fn a_request_that_was_given_up_is_shown_and_neither_a_failed_nor_an_unsent_one() {
        let mut story = Story::new();
        let task = story.run("handle");
        for (name, at, outcome) in [
            ("GET /a", 3, Outcome::Failed),
            ("GET /b", 4, Outcome::Dropped),
            ("GET /c", 5, Outcome::NeverPolled),
        ] {
            let call = story.make(task, name, at);
            story.send(task, call);
            story.end(task, call, outcome);
        }
        assert_eq!(
            shown(&story, given_up),
            [(4, "`GET /b` was given up before it had answered".to_owned())]
        );
    }

    #[test]
    fn requests_of_one_line_that_were_given_up_are_shown_together() {
        let mut story = Story::new();
        let task = story.run("handle");
        for name in ["GET /a", "GET /b"] {
            let call = story.make(task, name, 4);
            story.send(task, call);
            story.end(task, call, Outcome::Dropped);
        }
        assert_eq!(
            shown(&story, given_up),
            [(
                4,
                "2 requests from here were given up before they had answered".to_owned()
            )]
        );
    }

    #[test]
    fn what_was_waited_for_beyond_the_limit_is_shown_and_not_what_came_in_time() {
        let mut story = Story::new();
        let early = story.run("another run");
        story.at(500).finish(early, Finish::Returned);
        let task = story.run("handle");
        for (name, at, end) in [("GET /a", 3, 2_500), ("GET /b", 4, 4_500)] {
            let call = story.make(task, name, at);
            story.send(task, call);
            story.at(end).end(task, call, Outcome::Answered);
        }
        story.finish(task, Finish::Returned);
        let expectation = unmet(Diagnosis::TimeoutMissing, "3000 ms", "4000 ms");
        let scene_sources = sources();
        let scene = Scene::new(&story.record, &scene_sources);
        let evidence = waited_for_too_long(&scene, &expectation);
        assert_eq!(evidence.len(), 1);
        assert_eq!(evidence[0].line, 4);
        assert_eq!(evidence[0].what, "`GET /b` was waited for until 4000 ms");
    }

    #[test]
    fn a_request_that_has_not_ended_is_shown_and_one_that_has_is_not() {
        let mut story = Story::new();
        let task = story.run("handle");
        let ended = story.make(task, "GET /a", 3);
        story.send(task, ended);
        story.end(task, ended, Outcome::Answered);
        let left = story.make(task, "GET /b", 4);
        story.send(task, left);
        // Made, but never sent.
        story.make(task, "GET /c", 5);
        assert_eq!(
            shown(&story, on_their_way),
            [(4, "`GET /b` is still on its way".to_owned())]
        );
    }
}
