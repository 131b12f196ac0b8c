//! Grades the versions of the exercises, many at once: from plans to facts.
use super::facts::{Facts, Graded, Round, answers};
use super::load::Load;
use super::plan::{Plan, Role, Subject};
use super::rustfmt;
use crate::error::{Error, Result};
use crate::grade::{Prepared, Session, millis};
use crate::grading::Request;
use crate::progress::Progress;
use crate::report::Report;
use crate::submission::Submission;
use camino::Utf8PathBuf;
use futures::stream::{self, StreamExt, TryStreamExt};
use std::num::NonZero;
use std::time::Instant;

/// How far apart the first seeds of two rounds are: further than a check explores.
const SHIFT: u64 = 1_000_000;
/// With how many times the gradings, and with a busy thread on each processor, checks are repeated.
const CROWD: usize = 2;

/// How much is done, and how much of it at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    /// How many gradings are under way at once.
    pub(super) jobs: NonZero<usize>,
    /// How often each version is graded.
    pub(super) rounds: NonZero<u32>,
}

impl Effort {
    /// How much goes on at once: more than was asked for if checks are repeated, so that they are
    /// disturbed.
    pub(super) fn at_once(self) -> usize {
        match self.rounds.get() {
            1 => self.jobs.get(),
            _ => self.jobs.get() * CROWD,
        }
    }
}

/// One thing to do: numbers of a plan, and of a version in it.
#[derive(Clone, Copy)]
enum Job {
    Grade(usize, usize),
    Format(usize),
}

/// What came of it.
enum Done {
    Graded(usize, usize, Box<std::result::Result<Graded, Error>>),
    Formatted(usize, Vec<Utf8PathBuf>),
}

/// Does everything that `plans` ask for; the facts are in the order of the plans.
///
/// # Errors
/// If the grader itself fails. That a version cannot be graded is a fact.
pub(super) async fn work(session: &Session, plans: &[Plan], effort: Effort) -> Result<Vec<Facts>> {
    let jobs: Vec<Job> = jobs(plans).collect();
    let progress = Progress::begin(jobs.len());
    let _load = (effort.rounds.get() > 1).then(Load::begin);
    let done = stream::iter(jobs)
        .map(async |job| {
            let done = perform(session, plans, effort, job).await?;
            progress.done();
            Ok(done)
        })
        .buffer_unordered(effort.at_once());
    let done: Vec<Done> = done.try_collect().await?;
    progress.finish();
    Ok(collect(plans, done))
}

fn jobs(plans: &[Plan]) -> impl Iterator<Item = Job> {
    plans
        .iter()
        .enumerate()
        .flat_map(|(plan, Plan { subjects, .. })| {
            let graded = (0..subjects.len()).map(move |subject| Job::Grade(plan, subject));
            graded.chain([Job::Format(plan)])
        })
}

async fn perform(session: &Session, plans: &[Plan], effort: Effort, job: Job) -> Result<Done> {
    match job {
        Job::Grade(number, subject) => {
            let plan = &plans[number];
            let graded = grade(session, plan, &plan.subjects[subject], effort).await;
            Ok(Done::Graded(number, subject, Box::new(only_facts(graded)?)))
        }
        Job::Format(number) => {
            let (files, edition) = (plans[number].rust_files(), &plans[number].exercise.edition);
            let found = rustfmt::unformatted(&session.toolchain, edition, &files).await?;
            Ok(Done::Formatted(number, found))
        }
    }
}

fn collect(plans: &[Plan], mut done: Vec<Done>) -> Vec<Facts> {
    done.sort_by_key(|done| match done {
        Done::Graded(plan, subject, _) => (*plan, *subject),
        Done::Formatted(plan, _) => (*plan, usize::MAX),
    });
    let empty = |_: &Plan| Facts {
        graded: Vec::new(),
        unformatted: Vec::new(),
    };
    let mut facts: Vec<Facts> = plans.iter().map(empty).collect();
    for done in done {
        match done {
            Done::Graded(plan, _, graded) => facts[plan].graded.push(*graded),
            Done::Formatted(plan, files) => facts[plan].unformatted = files,
        }
    }
    facts
}

/// Tells what a version or its exercise is to blame for from what stops the whole work.
fn only_facts(graded: Result<Graded>) -> Result<std::result::Result<Graded, Error>> {
    match graded {
        Err(
            error @ (Error::Submission { .. }
            | Error::CourseFile { .. }
            | Error::ChecksDoNotCompile { .. }
            | Error::ChecksDoNotRun { .. }),
        ) => Ok(Err(error)),
        Err(error) => Err(error),
        Ok(graded) => Ok(Ok(graded)),
    }
}

/// Compiles one version once, and runs its checks as often as is asked for.
async fn grade(
    session: &Session,
    plan: &Plan,
    subject: &Subject,
    effort: Effort,
) -> Result<Graded> {
    let path = match subject.role {
        Role::Stub => &plan.exercise.dir,
        Role::Accepted | Role::Mistake => &subject.path,
    };
    let compiling = Instant::now();
    let submission = Submission::read(&plan.exercise, path)?;
    let prepared = session.prepare(&plan.exercise, submission, false).await?;
    if subject.role == Role::Accepted {
        session.confirm_checks(&prepared).await?;
    }
    let lints = if prepared.is_ready() && subject.role != Role::Mistake {
        session.lint(&prepared).await?
    } else {
        Vec::new()
    };
    let compile_ms = millis(compiling);

    let checking = Instant::now();
    let request = |round: u32| Request {
        exercise: plan.exercise.id.clone(),
        submission: (subject.role != Role::Stub).then(|| plan.relative(path).into()),
        shift: SHIFT * u64::from(round),
        ..Request::default()
    };
    let report = Report::new(&session.run(&prepared, request(0)).await?);
    let mut rounds = vec![Round {
        shift: 0,
        answers: answers(&report),
        again: None,
    }];
    for round in 1..effort.rounds.get() {
        rounds.push(Round {
            shift: request(round).shift,
            answers: answers(&Report::new(&session.run(&prepared, request(round)).await?)),
            again: None,
        });
    }
    if rounds.iter().any(|one| one.answers != rounds[0].answers) {
        repeat(session, &prepared, &mut rounds, request).await?;
    }
    let checks_ms = millis(checking);
    Ok(Graded {
        report,
        lints,
        rounds,
        compile_ms,
        checks_ms,
    })
}

/// Runs every round again with the same seeds, which tells a check that depends on its seed from one that
/// depends on the machine.
async fn repeat(
    session: &Session,
    prepared: &Prepared<'_>,
    rounds: &mut [Round],
    request: impl Fn(u32) -> Request,
) -> Result<()> {
    for (number, round) in (0..).zip(rounds) {
        let report = Report::new(&session.run(prepared, request(number)).await?);
        round.again = Some(answers(&report));
    }
    Ok(())
}
