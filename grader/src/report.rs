//! The report: what a graded submission is told, as data. Its fields are described in `docs/report.md`.

pub mod ci;
pub mod class;
pub mod classroom;
pub mod exercism;
mod explanation;
mod finding;
pub mod github;
pub mod gitlab;
pub mod graded;
pub mod gradescope;
pub mod json;
pub mod junit;
mod limit;
pub mod markdown;
mod replay;
mod reveal;
pub mod sarif;
pub mod schema;
pub mod text;

pub use graded::Graded;
pub use replay::shell_word;

use crate::compile::Diagnostic;
use crate::grading::{self, Check, Grading, Outcome};
use crate::judge::{self, CheckResult, Score, Sources, Verdict};
use crate::sandbox::Standing;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the format. It changes when a field is removed or changes its meaning, not when one
/// is added.
pub const FORMAT_VERSION: u32 = 1;

/// What grading one submission gave. Without `timing` and every `wall_ms` the same submission, seed and
/// versions give the same bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// The version of this format, 1.
    pub format_version: u32,
    /// The versions that a verdict depends on.
    pub grader: Versions,
    /// What stood between the submission and the machine.
    pub sandbox: Standing,
    /// The exercise.
    pub exercise: ExerciseFacts,
    /// What was graded.
    pub submission: SubmissionFacts,
    /// Whether the submission could be graded.
    pub status: Status,
    /// True if the submission compiles, at least one check was run, and every check that was run passed.
    pub passed: bool,
    /// The points.
    pub score: Score,
    /// The exercise's checks, in the order of their source.
    pub checks: Vec<CheckResult>,
    /// What the compiler said of the submission: warnings too, and also if it compiles. If something in it
    /// is refused, that instead; see `refused.md`.
    pub diagnostics: Vec<Diagnostic>,
    /// How long the steps took.
    pub timing: Timing,
}

/// The versions that a verdict depends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Versions {
    /// The grader's version.
    pub version: String,
    /// The compiler's version.
    pub rustc: String,
    /// The version of tokio that the submission was linked with.
    pub tokio: String,
}

/// The exercise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExerciseFacts {
    /// Its folder below `exercises/`.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// What was graded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SubmissionFacts {
    /// SHA-256 over the paths and texts of its files, in hexadecimal.
    pub sha256: String,
    /// The paths of its files, relative to the submission.
    pub files: Vec<String>,
}

/// Whether a submission could be graded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It compiles, and its checks were run.
    Graded,
    /// It does not compile, or uses something that is refused; no check was run.
    Rejected,
    /// Nothing was handed in for the exercise, which can happen only where several are graded; no check was run.
    Missing,
}

/// How long the steps took, in milliseconds of real time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Timing {
    /// Building the kit of compiled dependencies, or finding it.
    pub kit_ms: u64,
    /// Compiling the submission and its check program.
    pub compile_ms: u64,
    /// Running the checks.
    pub checks_ms: u64,
    /// Everything, from the start of the command.
    pub total_ms: u64,
}

impl Report {
    /// The report of a grading; its checks are judged here.
    pub fn new(grading: &Grading) -> Self {
        let sources = sources(grading);
        let (status, checks) = match &grading.outcome {
            Outcome::Checked(checks) => (Status::Graded, results(grading, checks, &sources)),
            Outcome::Rejected(checks) => (
                Status::Rejected,
                checks
                    .iter()
                    .map(|check| judge::rejected(check, &grading.diagnostics))
                    .collect(),
            ),
            Outcome::Missing(checks) => {
                (Status::Missing, checks.iter().map(judge::missing).collect())
            }
        };
        Self {
            format_version: FORMAT_VERSION,
            grader: Versions::from(&grading.versions),
            sandbox: grading.sandbox.clone(),
            exercise: ExerciseFacts {
                id: grading.exercise.id.clone(),
                title: grading.exercise.title.clone(),
            },
            submission: SubmissionFacts {
                sha256: grading.submission.sha256.clone(),
                files: sources.paths().map(str::to_owned).collect(),
            },
            status,
            passed: status == Status::Graded && all_passed(&checks),
            score: Score::of(&checks),
            checks,
            diagnostics: grading.diagnostics.clone(),
            timing: Timing {
                kit_ms: grading.timing.kit_ms,
                compile_ms: grading.timing.compile_ms,
                checks_ms: grading.timing.checks_ms,
                total_ms: grading.timing.total_ms,
            },
        }
    }
}

impl From<&grading::Versions> for Versions {
    fn from(versions: &grading::Versions) -> Self {
        Self {
            version: versions.grader.clone(),
            rustc: versions.rustc.clone(),
            tokio: versions.tokio.clone(),
        }
    }
}

/// The submission's files as the judgement and the text report want them.
pub fn sources(grading: &Grading) -> Sources {
    let files = grading.submission.files.iter();
    files
        .map(|file| (file.path.as_str(), file.text.as_str()))
        .collect()
}

fn results(grading: &Grading, checks: &[Check], sources: &Sources) -> Vec<CheckResult> {
    let result = |check: &Check| match check {
        Check::Ran(run) => {
            let result = judge::check(run, sources);
            let replay =
                (result.verdict == Verdict::Failed).then(|| replay::command(grading, &result));
            CheckResult { replay, ..result }
        }
        Check::Skipped(info) => judge::skipped(info),
    };
    checks.iter().map(result).collect()
}

fn all_passed(checks: &[CheckResult]) -> bool {
    let mut run = checks
        .iter()
        .filter(|check| check.verdict != Verdict::Skipped)
        .peekable();
    run.peek().is_some() && run.all(|check| check.verdict == Verdict::Passed)
}
