//! What a learner does with a course at home: progress, hints, putting a stub back, looking at the solution.
//!
//! Progress is facts that a file keeps; where an exercise stands is read from them and from what its files
//! hold now. `docs/students.md` tells how it is used.
mod fault;
pub mod hint;
pub mod listing;
mod points;
pub mod progress;
pub mod solution;
pub mod standing;
pub mod store;
pub mod stub;
#[cfg(test)]
mod testing;

pub use fault::LearnerFault;

use crate::catalog::Course;
use crate::error::{Error, Result};
use crate::grading::Grading;
use crate::report::Report;
use camino::Utf8Path;
use progress::{Attempt, Progress};
use standing::Standing;
use store::{Store, Told};

/// Records what a grading of the course's working copy gave; nothing if something else was graded, or
/// not every check under its usual schedules.
///
/// # Errors
/// If the progress file cannot be written.
pub fn record(grading: &Grading, report: &Report) -> Result<Told<()>> {
    let request = &grading.request;
    let whole = request.checks.is_empty() && request.seed.is_none() && request.schedules.is_none();
    if request.submission.is_some() || !whole {
        return Ok(Told::default());
    }
    let attempt = Attempt::of(grading, report);
    let store = Store::of(grading.exercise.course());
    store.update(|progress| progress.record(&grading.exercise.id, attempt))
}

/// The exercise to work at: the one that was chosen last, or else the first that is not done.
pub fn current(course: &Course, progress: &Progress) -> usize {
    let chosen = progress.current.as_ref();
    let chosen = chosen.and_then(|id| course.exercises.iter().position(|one| one.id == *id));
    chosen
        .or_else(|| next_open(course, progress, course.exercises.len()))
        .unwrap_or(0)
}

/// The first exercise after the one at `index` that is not done, and then from the beginning; none if all
/// others are.
pub fn next_open(course: &Course, progress: &Progress, index: usize) -> Option<usize> {
    let all = course.exercises.len();
    let others = (index + 1..all).chain(0..index.min(all));
    let open = |at: &usize| {
        let exercise = &course.exercises[*at];
        Standing::of(exercise, progress.of(&exercise.id)) != Standing::Done
    };
    others.into_iter().find(open)
}

pub(crate) fn refused(path: &Utf8Path, fault: LearnerFault) -> Error {
    let path = path.to_owned();
    Error::Learner { path, fault }
}
