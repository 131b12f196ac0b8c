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

#[cfg(test)]
mod tests {
    use super::super::progress::Progress;
    use super::super::testing::Place;
    use super::*;
    use std::fs;

    fn attempt(exercise: &Exercise, passed: bool) -> Attempt {
        let present = Submission::read(exercise, &exercise.dir).unwrap();
        Attempt {
            content: Content::of(exercise, &present.sha256),
            passed,
            earned: if passed { 3 } else { 1 },
            possible: 3,
            hint: None,
        }
    }

    #[test]
    fn an_exercise_stands_where_its_content_stands() {
        let place = Place::new();
        let exercise = place.exercise();
        let file = exercise.dir.join("src/lib.rs");
        let (stub, good) = (fs::read_to_string(&file).unwrap(), "// good");
        let mut progress = Progress::default();
        let standing = |progress: &Progress| Standing::of(&exercise, progress.of(&exercise.id));
        assert_eq!(standing(&progress), Standing::NotStarted);
        fs::write(&file, good).unwrap();
        assert_eq!(standing(&progress), Standing::Changed);
        progress.record(&exercise.id, attempt(&exercise, false));
        assert_eq!(standing(&progress), Standing::Failed);
        assert_eq!(earned(&exercise, progress.of(&exercise.id)), Some(1));
        progress.record(&exercise.id, attempt(&exercise, true));
        assert_eq!(standing(&progress), Standing::Done);
        // A change, and a worse grading: the pass is never lost.
        fs::write(&file, "// worse").unwrap();
        assert_eq!(standing(&progress), Standing::PassedBefore);
        progress.record(&exercise.id, attempt(&exercise, false));
        assert_eq!(standing(&progress), Standing::PassedBefore);
        // What passed is there again.
        fs::write(&file, good).unwrap();
        assert_eq!(standing(&progress), Standing::Done);
        fs::write(&file, stub).unwrap();
        assert_eq!(standing(&progress), Standing::PassedBefore);
        fs::remove_file(&file).unwrap();
        assert_eq!(standing(&progress), Standing::Unreadable);
    }

    #[test]
    fn other_checks_ask_again() {
        let place = Place::new();
        let exercise = place.exercise();
        let mut progress = Progress::default();
        progress.record(&exercise.id, attempt(&exercise, true));
        let record = progress.of(&exercise.id);
        assert_eq!(Standing::of(&exercise, record), Standing::Done);
        fs::write(&exercise.checks, "// others").unwrap();
        assert_eq!(Standing::of(&exercise, record), Standing::PassedBefore);
    }
}
