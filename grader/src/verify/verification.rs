//! What verifying a course gave. Its fields are described in `docs/verify.md`.
use super::fault::Fault;
use crate::mutants::Tally;
use crate::report::Versions;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the format. It changes when a field is removed or changes its meaning, not when one
/// is added.
pub(super) const FORMAT_VERSION: u32 = 1;

/// A course, verified.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Verification {
    /// The version of this format, 1.
    pub format_version: u32,
    /// The versions that a verdict depends on; `null` if no exercise could be graded.
    pub grader: Option<Versions>,
    /// True if no fault was found.
    pub passed: bool,
    /// How often each version was graded.
    pub repeat: u32,
    /// The exercises, in the order of their folders.
    pub exercises: Vec<VerifiedExercise>,
    /// The faults of the course itself, which belong to no exercise that was verified.
    pub faults: Vec<Fault>,
    /// How much was done, and how long it took.
    pub effort: Effort,
}

/// One exercise, verified.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VerifiedExercise {
    /// Its folder below `exercises/`.
    pub id: String,
    /// Its title; empty if it cannot be read.
    pub title: String,
    /// True if no fault was found in it.
    pub passed: bool,
    /// How many checks it has.
    pub checks: u32,
    /// How many points they are worth together.
    pub points: u32,
    /// How many accepted versions it has.
    pub accepted: u32,
    /// How many mistakes it has.
    pub mistakes: u32,
    /// How many gradings were made.
    pub gradings: u32,
    /// Milliseconds of real time that all its gradings took, one after another.
    pub wall_ms: u64,
    /// What became of the mutants of its reference solution; `null` unless that was asked for and the
    /// reference solution passes.
    pub mutants: Option<Tally>,
    /// What is wrong with it, in the order of files and lines.
    pub faults: Vec<Fault>,
}

/// How much was done, and how long it took in milliseconds of real time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Effort {
    /// How many gradings were under way at once.
    pub jobs: u32,
    /// How many gradings were made.
    pub gradings: u32,
    /// How many mutants were made, also those that do not compile.
    pub mutants: u32,
    /// Building the kit of compiled dependencies, or finding it.
    pub kit_ms: u64,
    /// The compiler and clippy, all gradings one after another.
    pub compile_ms: u64,
    /// Running the checks, all gradings one after another.
    pub checks_ms: u64,
    /// Everything, from the start of the command.
    pub total_ms: u64,
}

impl Verification {
    /// Every fault, those of the course first.
    pub fn all_faults(&self) -> impl Iterator<Item = &Fault> {
        let exercises = self.exercises.iter();
        self.faults
            .iter()
            .chain(exercises.flat_map(|one| &one.faults))
    }
}
