//! What a learner has done, as facts: what was graded last, what passed, which hints were shown.
use crate::catalog::Exercise;
use crate::grading::Grading;
use crate::judge::Verdict;
use crate::report::Report;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The version of the file's format.
pub(super) const FORMAT_VERSION: u32 = 1;

/// What a learner has done in a course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The version of the format, 1.
    pub format_version: u32,
    /// The id of the exercise that was chosen last.
    #[serde(default)]
    pub current: Option<String>,
    /// What was done, by the exercise's id.
    #[serde(default)]
    pub exercises: BTreeMap<String, Record>,
}

/// What was done with one exercise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// What got full marks last. It stays, whatever is graded later.
    pub passed: Option<Content>,
    /// What was graded last.
    pub last: Option<Attempt>,
    /// How many of the exercise's own hints were shown.
    pub hints: usize,
    /// The hint of a diagnosis that was shown last.
    pub told: Option<String>,
}

/// What a verdict was about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// SHA-256 of the submission, as in a report.
    pub submission: String,
    /// SHA-256 of the exercise's checks; empty if the course has none.
    pub checks: String,
}

/// What a grading gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// What was graded.
    pub content: Content,
    /// True if every check passed.
    pub passed: bool,
    /// The points.
    pub earned: u32,
    /// The points that were possible.
    pub possible: u32,
    /// The first failed check's own hint.
    pub hint: Option<FailedCheck>,
}

/// A failed check and what its diagnosis advises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedCheck {
    /// The check's name.
    pub check: String,
    /// The hint.
    pub text: String,
}

impl Default for Progress {
    fn default() -> Progress {
        Progress {
            format_version: FORMAT_VERSION,
            current: None,
            exercises: BTreeMap::new(),
        }
    }
}

impl Progress {
    /// What was done with an exercise.
    pub fn of(&self, id: &str) -> &Record {
        static NOTHING: Record = Record {
            passed: None,
            last: None,
            hints: 0,
            told: None,
        };
        self.exercises.get(id).unwrap_or(&NOTHING)
    }

    /// The same, to be changed.
    pub fn of_mut(&mut self, id: &str) -> &mut Record {
        self.exercises.entry(id.to_owned()).or_default()
    }

    /// Adds a grading of an exercise.
    pub fn record(&mut self, id: &str, attempt: Attempt) {
        let record = self.of_mut(id);
        if attempt.passed {
            record.passed = Some(attempt.content.clone());
            record.told = None;
        }
        record.last = Some(attempt);
    }
}

impl Content {
    /// This submission under the exercise's checks as they are now.
    pub fn of(exercise: &Exercise, submission: &str) -> Content {
        Content {
            submission: submission.to_owned(),
            checks: version_of_checks(exercise),
        }
    }
}

impl Attempt {
    /// What this grading gave.
    pub fn of(grading: &Grading, report: &Report) -> Attempt {
        let mut failed = report
            .checks
            .iter()
            .filter(|check| check.verdict == Verdict::Failed);
        let hint = failed.find_map(|check| {
            Some(FailedCheck {
                check: check.name.clone(),
                text: check.hint.clone()?,
            })
        });
        Attempt {
            content: Content::of(&grading.exercise, &grading.submission.sha256),
            passed: report.passed,
            earned: report.score.earned,
            possible: report.score.possible,
            hint,
        }
    }
}

/// A course whose checks change asks again.
fn version_of_checks(exercise: &Exercise) -> String {
    let Ok(text) = std::fs::read(&exercise.checks) else {
        return String::new();
    };
    let hash = Sha256::digest(text);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
