//! The words of a timeline, in one place, so that an expected one and an actual one read alike.
use crate::Outcome;

/// A piece of the student's code begins.
pub fn begins(run: &str) -> String {
    format!("{run} begins")
}

/// A piece of the student's code returns.
pub fn returns(run: &str) -> String {
    format!("{run} returns")
}

/// A request is on its way.
pub fn sent(call: &str) -> String {
    format!("{call} sent")
}

/// A request ended.
pub fn ended(call: &str, outcome: Outcome) -> String {
    let how = match outcome {
        Outcome::Answered => "answered",
        Outcome::Failed => "failed",
        Outcome::Dropped => "given up",
        Outcome::NeverPolled => "never sent",
    };
    format!("{call} {how}")
}
