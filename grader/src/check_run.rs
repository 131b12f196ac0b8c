//! What running one check gave: facts only, which the judgement takes.
use protocol::{CheckInfo, Findings, Pass};

/// One check, run.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckRun {
    /// What the check says of itself.
    pub info: CheckInfo,
    /// What its process said.
    pub answer: Answer,
    /// How its process ended.
    pub ended: Ended,
    /// What the student's code printed, capped and with control characters escaped.
    pub output: String,
    /// Milliseconds of wall time, all processes of this check together.
    pub wall_ms: u64,
}

/// What a check's process said over its channel.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It passed: with this run's secret, once, and with the agreed exit status.
    Passed(Pass),
    /// It failed; every place in it is resolved to a line where that was possible.
    Failed(Box<Findings>),
    /// It ended, or was ended, without an answer.
    Silent,
    /// It said something that no honest check program says: a false secret, two answers, no message.
    Forged(String),
}

/// How a check's process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// With this exit status.
    Exited(i32),
    /// By this signal.
    Signaled(i32),
    /// By the grader, after it had rested for so many milliseconds of wall time.
    TimedOut {
        /// The limit.
        limit_ms: u64,
    },
    /// By the grader, because it printed too much.
    PrintedTooMuch {
        /// The limit, in bytes.
        limit: u64,
    },
    /// By the kernel, at its limit of processor time, in milliseconds.
    ComputedTooLong {
        /// The limit.
        limit_ms: u64,
    },
}
