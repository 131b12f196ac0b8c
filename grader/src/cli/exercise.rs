//! An exercise named on the command line, with what its learner has done.
use super::print::say;
use camino::Utf8PathBuf;
use clap::Args;
use grader::catalog::{Course, Exercise};
use grader::error::Result;
use grader::grade::current_folder;
use grader::grading::Grading;
use grader::learner;
use grader::learner::progress::Progress;
use grader::learner::store::{Store, Told};
use grader::report::Report;

/// Which exercise, of which course.
#[derive(Debug, Args)]
pub(super) struct Named {
    /// The exercise: its name (`gather_users`), its id (`2_concurrency/2_gather_users`) or its folder
    /// [default: the one that you are at, which `grader list` marks].
    exercise: Option<String>,
    #[command(flatten)]
    course: InCourse,
}

/// Which course.
#[derive(Debug, Args)]
pub(super) struct InCourse {
    /// The course's folder [default: the nearest one upwards from here].
    #[arg(long, value_name = "DIR")]
    course: Option<Utf8PathBuf>,
}

/// An exercise and its course's progress file.
pub(super) struct Chosen {
    pub(super) exercise: Exercise,
    pub(super) store: Store,
}

impl InCourse {
    /// The course, and what was done in it.
    pub(super) fn open(&self) -> Result<(Course, Progress)> {
        let course = Course::open(self.course.as_deref(), &current_folder()?)?;
        let progress = told(Store::of(&course.root).read()?);
        Ok((course, progress))
    }
}

impl Named {
    /// Finds it.
    pub(super) fn open(&self) -> Result<Chosen> {
        let (course, progress) = self.course.open()?;
        let exercise = match &self.exercise {
            Some(named) => course.exercise(named, &current_folder()?)?,
            None => &course.exercises[learner::current(&course, &progress)],
        };
        Ok(Chosen {
            exercise: exercise.clone(),
            store: Store::of(&course.root),
        })
    }
}

/// The value; what must be told with it goes to standard error.
pub(super) fn told<T>(told: Told<T>) -> T {
    if let Some(warning) = told.warning() {
        say(&format!("warning: {warning}"));
    }
    told.value
}

/// Records what a grading gave. That it cannot be kept changes nothing about the verdict.
pub(super) fn keep_progress(grading: &Grading, report: &Report) {
    match learner::record(grading, report) {
        Ok(recorded) => told(recorded),
        Err(error) => say(&format!("warning: {error}\n")),
    }
}
