//! What the judgement makes of a check. These types are part of the report as they are.
use protocol::{Diagnosis, Kind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One check and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CheckResult {
    /// The check's name, unique in its exercise; `--check` takes it.
    pub name: String,
    /// What must hold, in one sentence.
    pub title: String,
    /// What the check looks at.
    pub kind: Kind,
    /// What it is worth.
    pub points: u32,
    /// What the submission earned with it: all of its points, or none.
    pub earned: u32,
    /// What became of it.
    pub verdict: Verdict,
    /// Which mistake it shows; `null` unless it failed, and `null` if nothing was handed in.
    pub diagnosis: Option<Diagnosis>,
    /// What went wrong, in one or two sentences; `null` unless it failed.
    pub message: Option<String>,
    /// A first hint; `null` unless it failed.
    pub hint: Option<String>,
    /// The places in the submission that show the mistake, most important first, at most eight.
    pub evidence: Vec<Evidence>,
    /// What was expected; `null` unless it was run and failed. May have several lines.
    pub expected: Option<String>,
    /// What was there instead; `null` like `expected`. May have several lines.
    pub actual: Option<String>,
    /// A unified diff from what was expected to what was there: of two timelines, or of two values.
    /// `null` if it would say no more than `expected` and `actual`.
    pub diff: Option<String>,
    /// What happened in the run that failed, in order, at most 200 entries; empty if it did not fail
    /// or if its process ended without an answer.
    pub timeline: Vec<Moment>,
    /// How many schedules were tried; 0 if the check was not run or its process ended without an answer.
    pub schedules: u32,
    /// The seed of the schedule that failed; `null` if none is known.
    pub failing_seed: Option<u64>,
    /// The command that runs the check again as it failed; `null` unless it was run and failed.
    pub replay: Option<String>,
    /// Milliseconds of virtual time: of the first schedule if the check passed, of the one that failed
    /// if it did not; `null` if it was not run or its process ended without an answer.
    pub virtual_ms: Option<u64>,
    /// Milliseconds of real time that all processes of the check took together.
    pub wall_ms: u64,
    /// What only instructors may see. The field is there only with `--reveal`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revealed: Option<Revealed>,
}

/// What only instructors may see of a check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Revealed {
    /// The file with the hidden check, relative to the course.
    pub file: String,
    /// The line in it where the check begins, its doc comment included; `null` if it is not found there.
    pub line: Option<u32>,
    /// The source of the check; `null` like `line`.
    pub source: Option<String>,
    /// Everything that was recorded of the run that failed, in order; empty if it did not fail or if its
    /// process ended without an answer.
    pub events: Vec<Moment>,
    /// What the check program printed in that run, or in the one that passed; at most 64 KiB.
    pub output: String,
}

/// What became of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Every schedule that was tried passed.
    Passed,
    /// One did not, or the check's process did not say that it passed, or the submission does not
    /// compile or is refused.
    Failed,
    /// It was not asked for, and does not count.
    Skipped,
}

/// A place in the submission and what can be seen there.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Evidence {
    /// The file, relative to the submission.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
    /// What can be seen there.
    pub what: String,
}

/// An entry of a timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Moment {
    /// When: milliseconds of virtual time since the check began.
    pub at_ms: u64,
    /// The task in which it happened.
    pub task: String,
    /// What happened.
    pub text: String,
    /// The file, relative to the submission; `null` if the place is unknown or not in the submission.
    pub file: Option<String>,
    /// The line in that file, from 1; `null` like `file`.
    pub line: Option<u32>,
}
