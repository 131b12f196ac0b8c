//! The calls to services in a record, each as one interval.
use super::scene::{Scene, Spot};
use protocol::{Event, Outcome, TaskId, What};
use std::collections::HashMap;

/// One call to a service.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) name: String,
    /// The task that made it.
    pub(crate) made_by: TaskId,
    /// Where it is awaited, if that is known, else where it was made.
    pub(crate) spot: Option<Spot>,
    /// The task that polled it first, and when.
    pub(crate) sent: Option<(TaskId, u64)>,
    pub(crate) ended: Option<CallEnd>,
}

/// How and when a call ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CallEnd {
    pub(crate) at_ms: u64,
    pub(crate) task: TaskId,
    pub(crate) outcome: Outcome,
}

impl Call {
    /// When it was on its way, if it was sent; a call that did not end is on its way until `last`.
    pub(crate) fn interval(&self, last: u64) -> Option<(u64, u64)> {
        let (_, sent) = self.sent?;
        Some((sent, self.ended.map_or(last, |end| end.at_ms).max(sent)))
    }

    /// True if it was sent and had not ended when the record ends.
    pub(crate) fn in_flight(&self) -> bool {
        self.sent.is_some() && self.ended.is_none()
    }

    pub(crate) fn failed(&self) -> bool {
        self.ended.is_some_and(|end| end.outcome == Outcome::Failed)
    }
}

/// The calls that were made within these events, which are a part of the scene's record.
pub(crate) fn made_in(scene: &Scene<'_>, events: &[Event]) -> Vec<Call> {
    let mut positions = HashMap::new();
    let mut calls: Vec<Call> = Vec::new();
    for event in events {
        let at = |call: &u32| positions.get(call).copied();
        match &event.what {
            What::CallMade { call, name } => {
                positions.insert(*call, calls.len());
                calls.push(Call {
                    name: name.clone(),
                    made_by: event.task,
                    spot: scene.spot(event.place.as_ref()),
                    sent: None,
                    ended: None,
                });
            }
            What::CallStarted { call } => {
                if let Some(at) = at(call) {
                    calls[at].sent = Some((event.task, event.at_ms));
                    if let Some(spot) = scene.spot(event.place.as_ref()) {
                        calls[at].spot = Some(spot);
                    }
                }
            }
            What::CallEnded { call, outcome } => {
                if let Some(at) = at(call) {
                    calls[at].ended = Some(CallEnd {
                        at_ms: event.at_ms,
                        task: event.task,
                        outcome: *outcome,
                    });
                }
            }
            _ => {}
        }
    }
    calls
}

/// The most intervals that overlap at one time. One that begins as another ends does not overlap it.
pub(crate) fn peak(intervals: &[(u64, u64)]) -> usize {
    let overlapping = |at: u64| {
        let here = |(begin, end): &&(u64, u64)| {
            *begin <= at && (at < *end || (begin == end && *begin == at))
        };
        intervals.iter().filter(here).count()
    };
    intervals
        .iter()
        .map(|(begin, _)| overlapping(*begin))
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::peak;

    #[test]
    fn intervals_that_touch_do_not_overlap() {
        assert_eq!(peak(&[(0, 10), (10, 20), (20, 30)]), 1);
        assert_eq!(peak(&[(0, 10), (9, 20), (9, 30)]), 3);
        assert_eq!(peak(&[]), 0);
    }
}
