//! Where an exercise stands: what is recorded of it, held against what its files hold now.
use super::progress::{Attempt, Content, Record};
use crate::catalog::Exercise;
use crate::learner::stub;
use crate::submission::Submission;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where an exercise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// What its files hold now got full marks.
    Done,
    /// Something else got full marks before: its files, or its checks, have changed since.
    PassedBefore,
    /// What its files hold now was graded, and not every check passed.
    Failed,
    /// Its files were changed, and not graded as they are now.
    Changed,
    /// Its files hold the stub, or what was handed out is not known.
    NotStarted,
    /// One of its files is missing, or is no text.
    Unreadable,
}

impl Standing {
    /// Where `exercise` stands, of which this is recorded.
    pub fn of(exercise: &Exercise, record: &Record) -> Standing {
        let Ok(present) = Submission::read(exercise, &exercise.dir) else {
            return Standing::Unreadable;
        };
        let content = Content::of(exercise, &present.sha256);
        let graded = attempt_at(record, &content).map(|last| last.passed);
        match (graded, &record.passed) {
            (Some(true), _) => Standing::Done,
            (None, Some(passed)) if *passed == content => Standing::Done,
            (_, Some(_)) => Standing::PassedBefore,
            (Some(false), None) => Standing::Failed,
            (None, None) => match stub::read(exercise) {
                Ok(stub) if stub.sha256 != present.sha256 => Standing::Changed,
                _ => Standing::NotStarted,
            },
        }
    }
}

/// The points of what the exercise's files hold now; none if it was not graded as it is.
pub(super) fn earned(exercise: &Exercise, record: &Record) -> Option<u32> {
    let present = Submission::read(exercise, &exercise.dir).ok()?;
    let content = Content::of(exercise, &present.sha256);
    attempt_at(record, &content).map(|last| last.earned)
}

fn attempt_at<'a>(record: &'a Record, content: &Content) -> Option<&'a Attempt> {
    record.last.as_ref().filter(|last| last.content == *content)
}
