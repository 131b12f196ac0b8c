//! Grades mutants, many at once.
use super::{Equivalent, Mutant, of};
use crate::catalog::Exercise;
use crate::check_run::Answer;
use crate::error::{Error, Result};
use crate::grade::Session;
use crate::grading::{Check, Outcome, Request};
use crate::submission::{SourceFile, Submission};
use futures::stream::{self, StreamExt, TryStreamExt};
use std::num::NonZero;

/// The mutants of one exercise's reference solution.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The exercise.
    pub exercise: Exercise,
    /// The reference solution.
    pub source: String,
    /// All its mutants, in the order of their lines.
    pub mutants: Vec<Mutant>,
    /// Those that are declared to be equivalent.
    pub equivalents: Vec<Equivalent>,
}

/// What became of a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It does not compile, so it shows nothing.
    NotViable,
    /// At least one check fails.
    Killed,
    /// Every check passes.
    Survived,
}

impl Trial {
    /// Reads the reference solution of `exercise`, makes its mutants, and reads which are equivalent.
    ///
    /// # Errors
    /// [`Error::CourseFile`] if there is no reference solution of one file, or a file is not as it must be.
    pub fn read(exercise: &Exercise) -> Result<Trial> {
        let path = exercise.reference();
        let failed = |cause: String| Error::bad_course_file(&path, cause);
        let [_] = exercise.editable.as_slice() else {
            let cause = "mutants are made of solutions with one file only";
            return Err(failed(cause.to_owned()));
        };
        let source = std::fs::read_to_string(&path).map_err(|cause| failed(cause.to_string()))?;
        let mutants = of(&source);
        let equivalents = Equivalent::read(&path.with_file_name(Equivalent::FILE))?;
        Ok(Trial {
            exercise: exercise.clone(),
            source,
            mutants,
            equivalents,
        })
    }

    fn submission(&self, mutant: &Mutant) -> Submission {
        let path = self.exercise.editable[0].clone();
        let text = mutant.source.clone();
        Submission::new(vec![SourceFile { path, text }])
    }
}

/// The fates of all mutants of `trials`, in their order; `jobs` of them are graded at once. `done` is called
/// after each.
///
/// # Errors
/// If the grader itself fails, or the checks of an exercise cannot be run.
pub async fn fates(
    session: &Session,
    trials: &[Trial],
    jobs: NonZero<usize>,
    done: &dyn Fn(),
) -> Result<Vec<Vec<Fate>>> {
    let pairs = trials
        .iter()
        .flat_map(|trial| trial.mutants.iter().map(move |mutant| (trial, mutant)));
    let fates = stream::iter(pairs)
        .map(async |(trial, mutant)| {
            let fate = fate(session, trial, mutant).await?;
            done();
            Ok::<_, Error>(fate)
        })
        .buffered(jobs.get());
    let all: Vec<Fate> = fates.try_collect().await?;
    let mut all = all.into_iter();
    let each = trials.iter();
    Ok(each
        .map(|trial| all.by_ref().take(trial.mutants.len()).collect())
        .collect())
}

async fn fate(session: &Session, trial: &Trial, mutant: &Mutant) -> Result<Fate> {
    let (exercise, submission) = (&trial.exercise, trial.submission(mutant));
    // Most mutants that do not compile are known in a fraction of the time that compiling takes.
    if !session.accepts(exercise, &submission).await? {
        return Ok(Fate::NotViable);
    }
    let prepared = session.prepare(exercise, submission, false).await?;
    if !prepared.is_ready() {
        return Ok(Fate::NotViable);
    }
    // The first check that fails says all that there is to know.
    for check in prepared.checks() {
        let request = Request {
            exercise: exercise.id.clone(),
            checks: vec![check.name.clone()],
            ..Request::default()
        };
        let Outcome::Checked(checks) = session.run(&prepared, request).await?.outcome else {
            return Ok(Fate::NotViable);
        };
        if checks.iter().any(failed) {
            return Ok(Fate::Killed);
        }
    }
    Ok(Fate::Survived)
}

fn failed(check: &Check) -> bool {
    match check {
        Check::Ran(run) => !matches!(run.answer, Answer::Passed(_)),
        Check::Skipped(_) => false,
    }
}
