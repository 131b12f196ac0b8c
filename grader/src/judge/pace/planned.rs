//! The plan of an expectation, laid beside what happened.
use super::super::calls::Call;
use protocol::{Event, Outcome, PlanLine, What, phrase};
use std::collections::BTreeSet;

/// How a plan can have a call end.
const ENDS: [Outcome; 3] = [Outcome::Answered, Outcome::Failed, Outcome::Dropped];

/// A run and how long it was to take.
pub(super) struct PlannedRun {
    pub(super) began: u64,
    pub(super) ended: u64,
    pub(super) planned_ms: u64,
}

/// The runs of which the plan says when they return.
pub(super) fn runs(plan: &[PlanLine], events: &[Event]) -> Vec<PlannedRun> {
    let runs = events.iter().filter_map(|event| {
        let What::Ended { run: name } = &event.what else {
            return None;
        };
        let began = events
            .iter()
            .find(|event| matches!(&event.what, What::Began { run } if run == name))?;
        let returns = phrase::returns(name);
        let planned = plan.iter().find(|line| line.text == returns)?;
        Some(PlannedRun {
            began: began.at_ms,
            ended: event.at_ms,
            planned_ms: planned.at_ms.saturating_sub(began.at_ms),
        })
    });
    runs.collect()
}

/// For each call that the plan names: when it was to be sent, and when it was.
pub(super) fn sends(plan: &[PlanLine], calls: &[Call]) -> Vec<(u64, u64)> {
    let mut left: Vec<&PlanLine> = plan.iter().collect();
    let sends = calls.iter().filter_map(|call| {
        let text = phrase::sent(&call.name);
        let line = left.iter().position(|line| line.text == text)?;
        let planned = left.remove(line).at_ms;
        Some((planned, call.sent?.1))
    });
    sends.collect()
}

/// True if some calls were later than planned and others less so.
pub(super) fn delays_differ(sends: &[(u64, u64)]) -> bool {
    let delays: BTreeSet<u64> = sends
        .iter()
        .map(|(planned, sent)| sent.saturating_sub(*planned))
        .collect();
    delays.len() > 1
}

/// How many calls the plan has on their way at once.
pub(super) fn peak(plan: &[PlanLine], calls: &[Call]) -> usize {
    let names: BTreeSet<&str> = calls.iter().map(|call| call.name.as_str()).collect();
    let mut changes: Vec<(u64, i64)> = Vec::new();
    for line in plan {
        if names.iter().any(|name| line.text == phrase::sent(name)) {
            changes.push((line.at_ms, 1));
        } else if names.iter().any(|name| {
            ENDS.iter()
                .any(|outcome| line.text == phrase::ended(name, *outcome))
        }) {
            changes.push((line.at_ms, -1));
        }
    }
    // Of one moment, what ends comes first.
    changes.sort_unstable();
    let in_flight = changes.iter().scan(0i64, |flying, (_, change)| {
        *flying += change;
        Some(*flying)
    });
    usize::try_from(in_flight.max().unwrap_or(0)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::plan;
    use super::*;

    fn call(name: &str) -> Call {
        Call {
            name: name.to_owned(),
            made_by: 1,
            spot: None,
            sent: Some((1, 0)),
            ended: None,
        }
    }

    #[test]
    fn a_planned_call_that_fails_or_is_given_up_makes_room_for_the_next() {
        for end in ["answered", "failed", "given up"] {
            let ended = format!("GET /a {end}");
            let lines = [
                (0, "GET /a sent"),
                (5, ended.as_str()),
                (5, "GET /b sent"),
                (9, "GET /b answered"),
            ];
            let peak = peak(&plan(&lines), &[call("GET /a"), call("GET /b")]);
            assert_eq!(peak, 1, "{end}");
        }
    }

    #[test]
    fn planned_calls_that_overlap_count_together() {
        let lines = [
            (0, "GET /a sent"),
            (0, "GET /b sent"),
            (5, "GET /a given up"),
            (9, "GET /b answered"),
        ];
        let peak = peak(&plan(&lines), &[call("GET /a"), call("GET /b")]);
        assert_eq!(peak, 2);
    }
}
