//! The report of many exercises: each one's own, those that could not be graded, and the total. Its fields are
//! described in `docs/class.md`.
use super::{ExerciseFacts, Report, Status};
use crate::class::Ungraded;
use crate::error::ErrorFacts;
use crate::judge::Score;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the format. It changes when a field is removed or changes its meaning, not when one
/// is added.
pub const FORMAT_VERSION: u32 = 1;

/// What grading many exercises gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClassReport {
    /// The version of this format, 1.
    pub format_version: u32,
    /// All exercises together.
    pub total: Total,
    /// The reports of the exercises that could be graded, in the order of the course; see `report.md`.
    pub exercises: Vec<Report>,
    /// The exercises that could not be graded, because the grader or its input is at fault. They are part of no
    /// score.
    pub errors: Vec<UngradedExercise>,
}

/// All exercises together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Total {
    /// True if every exercise that was asked for was graded and passed.
    pub passed: bool,
    /// The points of all exercises that were graded. While there are errors it is not the whole score.
    pub score: Score,
    /// How many exercises were asked for.
    pub exercises: u32,
    /// How many of them passed.
    pub passed_exercises: u32,
    /// For how many of them nothing was handed in.
    pub missing: u32,
    /// How many of them could not be graded.
    pub errors: u32,
    /// Milliseconds of real time, from the start of the command.
    pub total_ms: u64,
}

/// An exercise that could not be graded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UngradedExercise {
    /// The exercise; its title is empty if it cannot be read.
    pub exercise: ExerciseFacts,
    /// Why.
    pub error: ErrorFacts,
}

impl ClassReport {
    /// The report of these exercises, both lists in the order of the course.
    pub fn new(exercises: Vec<Report>, errors: Vec<UngradedExercise>, total_ms: u64) -> Self {
        let counted = |of: &dyn Fn(&Report) -> bool| {
            number(exercises.iter().filter(|report| of(report)).count())
        };
        let sum = |points: &dyn Fn(&Score) -> u32| {
            let all = exercises.iter().map(|report| points(&report.score));
            all.fold(0, u32::saturating_add)
        };
        let passed_exercises = counted(&|report| report.passed);
        let total = Total {
            passed: errors.is_empty() && passed_exercises == number(exercises.len()),
            score: Score::new(sum(&|score| score.earned), sum(&|score| score.possible)),
            exercises: number(exercises.len() + errors.len()),
            passed_exercises,
            missing: counted(&|report| report.status == Status::Missing),
            errors: number(errors.len()),
            total_ms,
        };
        Self {
            format_version: FORMAT_VERSION,
            total,
            exercises,
            errors,
        }
    }

    /// The last line of `--format jsonl`.
    pub fn last_line(&self) -> LastLine<'_> {
        LastLine {
            format_version: self.format_version,
            total: &self.total,
        }
    }
}

/// The last line of `--format jsonl`: the total.
#[derive(Debug, Serialize)]
pub struct LastLine<'a> {
    format_version: u32,
    total: &'a Total,
}

/// A line of `--format jsonl` for an exercise that could not be graded.
#[derive(Debug, Serialize)]
pub struct ErrorLine<'a> {
    format_version: u32,
    #[serde(flatten)]
    ungraded: &'a UngradedExercise,
}

impl UngradedExercise {
    /// Its line of `--format jsonl`.
    pub fn line(&self) -> ErrorLine<'_> {
        ErrorLine {
            format_version: FORMAT_VERSION,
            ungraded: self,
        }
    }
}

impl From<&Ungraded> for UngradedExercise {
    fn from(one: &Ungraded) -> Self {
        Self {
            exercise: ExerciseFacts {
                id: one.id.clone(),
                title: one.title.clone(),
            },
            error: one.error.clone(),
        }
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
