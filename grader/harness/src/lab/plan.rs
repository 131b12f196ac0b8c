//! The timeline that a check expects.
use protocol::{Outcome, PlanLine, phrase};
use std::time::Duration;

/// An expected timeline, which is laid beside the one that happened.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    lines: Vec<PlanLine>,
}

impl Plan {
    /// A timeline on which nothing happens yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A call to a service that is sent at this time and answered after its latency.
    #[must_use]
    pub fn call(self, name: &str, sent_at: Duration, latency: Duration) -> Self {
        self.at(sent_at, phrase::sent(name))
            .at(sent_at + latency, phrase::ended(name, Outcome::Answered))
    }

    /// A call to a service that is sent at this time and given up later, before it has answered.
    #[must_use]
    pub fn call_given_up(self, name: &str, sent_at: Duration, after: Duration) -> Self {
        self.at(sent_at, phrase::sent(name))
            .at(sent_at + after, phrase::ended(name, Outcome::Dropped))
    }

    /// A piece of the submission's code returns at this time, under the name that `Lab::start` was given.
    #[must_use]
    pub fn returns(self, name: &str, at: Duration) -> Self {
        self.at(at, phrase::returns(name))
    }

    /// As [`Plan::call`], with an error for an answer.
    #[must_use]
    pub fn failed_call(self, name: &str, sent_at: Duration, latency: Duration) -> Self {
        self.at(sent_at, phrase::sent(name))
            .at(sent_at + latency, phrase::ended(name, Outcome::Failed))
    }

    fn at(mut self, at: Duration, text: String) -> Self {
        let at_ms = u64::try_from(at.as_millis()).unwrap_or(u64::MAX);
        self.lines.push(PlanLine { at_ms, text });
        self
    }

    pub(crate) fn into_lines(self) -> Option<Vec<PlanLine>> {
        let mut lines = self.lines;
        lines.sort();
        (!lines.is_empty()).then_some(lines)
    }
}
