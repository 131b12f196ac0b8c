//! A folder that is handed in for many exercises: `exercises/<chapter>/<exercise>/…`, and whatever else is in it.
use crate::catalog::{Course, Exercise};
use crate::error::{Error, Result};
use crate::submission::{Submission, SubmissionFault};
use camino::{Utf8Path, Utf8PathBuf};
use std::fs::Metadata;
use std::io::ErrorKind;

/// A folder laid out like the course.
#[derive(Debug)]
pub(super) struct CourseFolder<'a> {
    path: &'a Utf8Path,
}

impl CourseFolder<'_> {
    /// Sees that the folder is one, and that some exercise of `course` is in it.
    ///
    /// # Errors
    /// [`Error::Submission`], with the path that is at fault.
    pub(super) fn open<'a>(path: &'a Utf8Path, course: &Course) -> Result<CourseFolder<'a>> {
        let folder = CourseFolder { path };
        let faulty = |path: Utf8PathBuf, fault| Err(Error::Submission { path, fault });
        let this = path.to_owned();
        // The folder itself is the user's own and may be reached through a link; nothing in it may.
        match std::fs::metadata(path) {
            Err(cause) if cause.kind() == ErrorKind::NotFound => {
                return faulty(this, SubmissionFault::Missing);
            }
            Err(cause) => return faulty(this, SubmissionFault::Unreadable(cause)),
            Ok(found) if !found.is_dir() => return faulty(this, SubmissionFault::OneOfSeveral),
            Ok(_) => {}
        }
        let exercises = path.join("exercises");
        match entry(&exercises) {
            Some(found) if found.is_symlink() => faulty(exercises, SubmissionFault::Link),
            Some(found) if found.is_dir() => {
                let handed_in = |exercise: &Exercise| entry(&folder.of(exercise)).is_some();
                match course.exercises.iter().any(handed_in) {
                    true => Ok(folder),
                    false => faulty(this, SubmissionFault::NothingHandedIn),
                }
            }
            _ if is_exercise(path) => faulty(this, SubmissionFault::OneExercise),
            _ => faulty(this, SubmissionFault::NoExercises),
        }
    }

    /// The exercise's place in the folder.
    pub(super) fn of(&self, exercise: &Exercise) -> Utf8PathBuf {
        self.path.join("exercises").join(&exercise.id)
    }

    /// What was handed in for the exercise, if anything was.
    ///
    /// # Errors
    /// [`Error::Submission`], with the path that is at fault.
    pub(super) fn submission(&self, exercise: &Exercise) -> Result<Option<Submission>> {
        Submission::read_in_course(exercise, self.path)
    }
}

fn entry(path: &Utf8Path) -> Option<Metadata> {
    path.symlink_metadata().ok()
}

fn is_exercise(folder: &Utf8Path) -> bool {
    ["src", "exercise.toml"]
        .iter()
        .any(|name| folder.join(name).exists())
}
