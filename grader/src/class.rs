//! Grades many exercises, several at once: the course's own copies, or a folder laid out like the course.
//!
//! What cannot be graded is told beside the rest; it is never a score of 0. `docs/class.md` tells more.
mod folder;

use crate::catalog::{self, Course, Exercise, in_order};
use crate::error::{Error, ErrorFacts, ErrorReport, Result};
use crate::exit_code::ExitCode;
use crate::grade::{Session, current_folder, millis};
use crate::grading::{Grading, Outcome, Request, Timing};
use crate::progress::Progress;
use crate::submission::Submission;
use folder::CourseFolder;
use futures::stream::{self, StreamExt, TryStreamExt};
use std::time::Instant;

/// Many exercises, graded.
#[derive(Debug)]
pub struct ClassGrading {
    /// The exercises that could be graded, in the order of the course.
    pub gradings: Vec<Grading>,
    /// The others, in the same order.
    pub ungraded: Vec<Ungraded>,
    /// Milliseconds of wall time, from the start of the command.
    pub total_ms: u64,
}

/// An exercise that could not be graded, because the grader or its input is at fault.
#[derive(Debug)]
pub struct Ungraded {
    /// The exercise's folder below `exercises/`.
    pub id: String,
    /// Its title; empty if it cannot be read.
    pub title: String,
    /// Why.
    pub error: ErrorFacts,
    /// With which status the command would end if this were the only exercise.
    pub exit_code: ExitCode,
}

impl Ungraded {
    fn new(id: &str, title: &str, error: &Error) -> Ungraded {
        Ungraded {
            id: id.to_owned(),
            title: title.to_owned(),
            error: ErrorReport::from(error).error,
            exit_code: error.exit_code(),
        }
    }
}

/// Grades the exercises that are named, or all of them; each as `request` asks, whose `exercise` does not count.
/// Its `submission` is a folder laid out like the course; absent: the course's own copies. `ended` is told of each
/// exercise as soon as it is done.
///
/// # Errors
/// If nothing could be graded, or `ended` fails. What is wrong with one exercise is no error.
pub async fn grade(
    named: &[String],
    request: &Request,
    keep: bool,
    ended: impl Fn(std::result::Result<&Grading, &Ungraded>) -> Result<()>,
) -> Result<ClassGrading> {
    let begun = Instant::now();
    let here = current_folder()?;
    let survey = Course::survey(request.course.as_deref(), &here)?;
    let (exercises, unreadable) = survey.select(named, &here)?;
    let folder = request.submission.as_deref();
    let folder = folder
        .map(|path| CourseFolder::open(path, &survey.course))
        .transpose()?;
    survey.course.with_checks()?;
    let mut done: Vec<Done> = Vec::new();
    for one in unreadable {
        let one = Ungraded::new(&one.id, "", &one.error);
        ended(Err(&one))?;
        done.push(Err(one));
    }
    if !exercises.is_empty() {
        let session = Session::with(survey.course.clone()).await?;
        if let Some(level) = request.required_sandbox {
            session.sandbox.require(level)?;
        }
        let class = Class {
            session: &session,
            folder,
            request,
            keep,
        };
        done.extend(class.grade_all(&exercises, ended).await?);
    }
    Ok(in_course_order(done, millis(begun)))
}

/// What came of one exercise.
type Done = std::result::Result<Grading, Ungraded>;

/// What the gradings of a class share.
struct Class<'a> {
    session: &'a Session,
    /// What was handed in; absent: the course's own copies are graded.
    folder: Option<CourseFolder<'a>>,
    request: &'a Request,
    keep: bool,
}

impl Class<'_> {
    /// Grades all of them, as many at once as there are processors.
    async fn grade_all(
        &self,
        exercises: &[&Exercise],
        ended: impl Fn(std::result::Result<&Grading, &Ungraded>) -> Result<()>,
    ) -> Result<Vec<Done>> {
        let progress = Progress::begin(exercises.len());
        let jobs = std::thread::available_parallelism().map_or(1, usize::from);
        let done = stream::iter(exercises)
            .map(async |exercise| {
                let graded = self.grade_one(exercise).await;
                let done =
                    graded.map_err(|error| Ungraded::new(&exercise.id, &exercise.title, &error));
                progress.aside(|| ended(done.as_ref()))?;
                progress.done();
                Ok(done)
            })
            .buffer_unordered(jobs);
        let done = done.try_collect().await?;
        progress.finish();
        Ok(done)
    }

    async fn grade_one(&self, exercise: &Exercise) -> Result<Grading> {
        let request = |submission| Request {
            exercise: exercise.id.clone(),
            submission,
            ..self.request.clone()
        };
        let (submission, request) = match &self.folder {
            None => {
                let submission = Submission::read(exercise, &exercise.dir)?;
                (Some(submission), request(None))
            }
            Some(folder) => {
                let path = folder.of(exercise);
                (folder.submission(exercise)?, request(Some(path)))
            }
        };
        match submission {
            Some(submission) => self.session.grade(request, submission, self.keep).await,
            None => self.not_handed_in(exercise, request),
        }
    }

    /// An exercise that has no submission counts with all of its points.
    fn not_handed_in(&self, exercise: &Exercise, request: Request) -> Result<Grading> {
        let checks = catalog::listed(exercise)?;
        Ok(Grading {
            versions: self.session.versions(),
            sandbox: self.session.sandbox.standing(),
            exercise: exercise.clone(),
            submission: Submission::new(Vec::new()),
            diagnostics: Vec::new(),
            outcome: Outcome::Missing(checks),
            request,
            workspace: None,
            timing: Timing::default(),
        })
    }
}

fn in_course_order(done: Vec<Done>, total_ms: u64) -> ClassGrading {
    let (mut gradings, mut ungraded) = (Vec::new(), Vec::new());
    for one in done {
        match one {
            Ok(grading) => gradings.push(grading),
            Err(one) => ungraded.push(one),
        }
    }
    gradings.sort_by_key(|one| in_order(&one.exercise.id));
    ungraded.sort_by_key(|one| in_order(&one.id));
    ClassGrading {
        gradings,
        ungraded,
        total_ms,
    }
}
