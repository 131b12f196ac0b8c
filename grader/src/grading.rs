//! What grading one submission gave: facts only, from which a report is made.
use crate::{
    catalog::Exercise,
    check_run::CheckRun,
    compile::Diagnostic,
    sandbox::{Level, Standing},
    submission::Submission,
};
use camino::Utf8PathBuf;
use protocol::CheckInfo;

/// One submission, graded.
#[derive(Clone, Debug)]
pub struct Grading {
    /// With which versions.
    pub versions: Versions,
    /// What stood round its processes.
    pub sandbox: Standing,
    /// The exercise.
    pub exercise: Exercise,
    /// What was graded.
    pub submission: Submission,
    /// What the compiler said of the submission: warnings too, and also if it compiles. If the submission
    /// is refused, why.
    pub diagnostics: Vec<Diagnostic>,
    /// What came of it.
    pub outcome: Outcome,
    /// What was asked for.
    pub request: Request,
    /// Where the workspace was left, if it was asked to stay.
    pub workspace: Option<Utf8PathBuf>,
    /// How long it took.
    pub timing: Timing,
}

/// What came of a submission.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It does not compile, or is refused; the checks that it would have had to pass, as far as they are known.
    Rejected(Vec<CheckInfo>),
    /// Nothing was handed in; the checks that it would have had to pass.
    Missing(Vec<CheckInfo>),
    /// It compiles; the exercise's checks in the order of their source.
    Checked(Vec<Check>),
}

/// One check of an exercise.
#[derive(Clone, Debug)]
pub enum Check {
    /// It was run.
    Ran(Box<CheckRun>),
    /// It was left out, because others were asked for by name.
    Skipped(CheckInfo),
}

/// What the grader was asked to do.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The exercise, as it was named.
    pub exercise: String,
    /// The path of the submission, as it was given; absent: the course's working copy.
    pub submission: Option<Utf8PathBuf>,
    /// The course's folder, as it was given.
    pub course: Option<Utf8PathBuf>,
    /// The checks to run; empty: all of them.
    pub checks: Vec<String>,
    /// The first seed, if one was given.
    pub seed: Option<u64>,
    /// How many schedules, if it was given.
    pub schedules: Option<u32>,
    /// Below which level of the sandbox nothing is run, if one was given.
    pub required_sandbox: Option<Level>,
    /// True if the schedule of a check that passes is recorded too: the first one.
    pub record_passed: bool,
    /// By how much the first seed is moved, so that the same checks meet other seeds; 0 for a student.
    pub shift: u64,
}

/// The versions that a verdict depends on.
#[derive(Clone, Debug)]
pub struct Versions {
    /// The grader's own.
    pub grader: String,
    /// The compiler's, `1.95.0`.
    pub rustc: String,
    /// tokio's, as it is linked to the submission.
    pub tokio: String,
}

/// How long the steps took, in milliseconds of wall time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timing {
    /// Building the kit, or finding it.
    pub kit_ms: u64,
    /// Compiling the submission and the check program.
    pub compile_ms: u64,
    /// Running the checks.
    pub checks_ms: u64,
    /// Everything, from the start of the command.
    pub total_ms: u64,
}
