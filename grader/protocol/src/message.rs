//! The messages between the grader and a check program.
use crate::{CheckInfo, Failure, Record};
use serde::{Deserialize, Serialize};

/// The status with which a check program ends after it sent [`Message::Passed`].
pub const EXIT_PASSED: i32 = 41;
/// The status with which it ends after any other message.
pub const EXIT_FAILED: i32 = 43;

/// What the grader asks of a check program; the first and only message it sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Order {
    /// Answer with [`Message::Checks`].
    List,
    /// Run one check.
    Run(Run),
}

/// A check to run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The check's name.
    pub check: String,
    /// The first seed; seed 0 is tokio's own order.
    pub first_seed: u64,
    /// How many seeds; absent: as many as the check asks for.
    pub schedules: Option<u32>,
    /// Only for a replay of one seed: the numbers of the decisions that differ from tokio's own order.
    /// Absent: all that the seed makes.
    pub switches: Option<Vec<u32>>,
    /// Record everything: waits, locks, places. Slow, so only for a replay.
    pub record: bool,
    /// Must come back in [`Message::Passed`] and [`Message::Renew`]; a new one for each process.
    pub secret: String,
}

/// What a check program answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Message {
    /// Its checks, in the order of its source.
    Checks(Vec<CheckInfo>),
    /// There is no check of that name.
    UnknownCheck(String),
    /// Every schedule passed.
    Passed(Pass),
    /// A schedule failed.
    Failed(Box<Findings>),
    /// The schedules before `next_seed` passed; the rest wants a fresh process, because this one holds
    /// threads that never end.
    Renew {
        /// The secret of [`Run`]: so many schedules passed.
        secret: String,
        /// The first seed that was not run.
        next_seed: u64,
        /// How many schedules this process ran.
        schedules: u32,
        /// As in [`Pass`].
        virtual_ms: u64,
    },
}

/// A check that passed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pass {
    /// The secret of [`Run`].
    pub secret: String,
    /// How many schedules were run.
    pub schedules: u32,
    /// Milliseconds of virtual time that the first schedule took.
    pub virtual_ms: u64,
    /// Only in a replay: what happened in the schedule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<Box<Recorded>>,
}

/// A schedule that passed and was recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// The schedule's seed.
    pub seed: u64,
    /// What happened.
    pub record: Record,
}

/// A schedule that failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// What went wrong.
    pub failure: Failure,
    /// The schedule's seed.
    pub seed: u64,
    /// The decisions that are enough to fail in the same way; absent if the schedule was not shrunk.
    pub switches: Option<Vec<u32>>,
    /// How many schedules were tried, this one included, without those that only shrank it.
    pub schedules: u32,
    /// Milliseconds of virtual time when it failed.
    pub virtual_ms: u64,
    /// What happened.
    pub record: Record,
}
