//! Proves a course: grades everything that its folders hold, and compares it with what they declare.
//!
//! folders → plan → work → facts → compare → verification; `docs/verify.md` says what is asked of a course.
mod checks;
mod compare;
mod declaration;
mod facts;
mod fault;
mod folders;
mod layout;
mod load;
mod mutants;
mod plan;
mod rustfmt;
mod steady;
mod stub_copy;
pub mod text;
mod texts;
mod verification;
mod warnings;
mod work;

pub use fault::{Fault, FaultKind};
pub use verification::{Effort, Verification, VerifiedExercise};

use crate::catalog::{Course, Unreadable, in_order};
use crate::error::Result;
use crate::grade::{Session, current_folder, millis};
use crate::mutants::Tally;
use crate::report::Versions;
use crate::sandbox::Level;
use crate::toolchain::Toolchain;
use camino::{Utf8Path, Utf8PathBuf};
use facts::{Facts, Graded};
use plan::{Plan, Role, relative};
use std::num::NonZero;
use std::time::Instant;
use verification::FORMAT_VERSION;

/// What is to be verified, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The course's folder, as it was given.
    pub course: Option<Utf8PathBuf>,
    /// The exercises, as they were named; none: all of them, and the course around them.
    pub exercises: Vec<String>,
    /// How many gradings are under way at once.
    pub jobs: NonZero<usize>,
    /// How often each version is graded, each time with other seeds. More than once is under load.
    pub repeat: NonZero<u32>,
    /// True if mutants of the reference solutions are graded too.
    pub mutants: bool,
    /// Below which level of the sandbox nothing is run, if one was given.
    pub required_sandbox: Option<Level>,
}

/// Verifies a course, or some exercises of it.
///
/// # Errors
/// If there is no course, no such exercise, or the grader itself fails. What is wrong with an exercise is
/// no error but a fault.
pub async fn verify(options: &Options) -> Result<Verification> {
    let begun = Instant::now();
    let here = current_folder()?;
    let survey = Course::survey(options.course.as_deref(), &here)?;
    let (exercises, unreadable) = survey.select(&options.exercises, &here)?;
    let root = survey.course.root.clone();
    let known = exercises.iter().map(|exercise| exercise.id.as_str());
    let known: Vec<&str> = known
        .chain(unreadable.iter().map(|one| one.id.as_str()))
        .collect();
    let faults = match options.exercises.as_slice() {
        [] => layout::of_course(&root, &known)?,
        _ => Vec::new(),
    };
    let plans: Vec<Plan> = exercises
        .iter()
        .map(|exercise| Plan::read(&root, exercise))
        .collect::<Result<_>>()?;
    let graded = grade(survey.course.clone(), &plans, options).await?;

    let mut verified: Vec<VerifiedExercise> = unreadable
        .iter()
        .map(|one| unreadable_exercise(&root, one))
        .collect();
    let facts = graded.as_ref().map_or(&[][..], |graded| &graded.facts);
    let mut tallies = graded
        .as_ref()
        .map_or(Vec::new(), |done| done.mutants.clone());
    tallies.resize(plans.len(), None);
    for ((plan, facts), tally) in plans.iter().zip(facts).zip(tallies) {
        verified.push(exercise(plan, facts, tally)?);
    }
    verified.sort_by_key(|one| in_order(&one.id));
    let mut verification = Verification {
        format_version: FORMAT_VERSION,
        grader: graded.as_ref().map(|graded| graded.versions.clone()),
        passed: false,
        repeat: options.repeat.get(),
        exercises: verified,
        faults,
        effort: effort(options, graded.as_ref()),
    };
    let sound = verification.all_faults().next().is_none();
    verification.passed = sound;
    verification.effort.total_ms = millis(begun);
    Ok(verification)
}

/// Everything that grading gave.
struct Done {
    versions: Versions,
    kit_ms: u64,
    facts: Vec<Facts>,
    /// For each exercise, if they were graded.
    mutants: Vec<Option<Tally>>,
}

/// Grades everything; nothing if there is nothing.
async fn grade(course: Course, plans: &[Plan], options: &Options) -> Result<Option<Done>> {
    if plans.is_empty() {
        return Ok(None);
    }
    let opening = Instant::now();
    let effort = work::Effort {
        jobs: options.jobs,
        rounds: options.repeat,
    };
    // Each version needs both: that one is missing is known before a kit is built or anything is graded.
    let toolchain = Toolchain::find(&course.root).await?;
    toolchain.tool("clippy-driver", "clippy")?;
    toolchain.tool("rustfmt", "rustfmt")?;
    let session = Session::with_toolchain(course, toolchain).await?;
    let session = session.with_places(effort.at_once());
    if let Some(level) = options.required_sandbox {
        session.sandbox.require(level)?;
    }
    let kit_ms = millis(opening);
    let facts = work::work(&session, plans, effort).await?;
    let mutants = match options.mutants {
        true => mutants::grade(&session, plans, &facts, options.jobs).await?,
        false => Vec::new(),
    };
    let versions = Versions::from(&session.versions());
    Ok(Some(Done {
        versions,
        kit_ms,
        facts,
        mutants,
    }))
}

/// One exercise: its facts, judged.
fn exercise(plan: &Plan, facts: &Facts, tally: Option<Tally>) -> Result<VerifiedExercise> {
    let mut faults = compare::of_exercise(plan, facts);
    faults.extend(texts::of_exercise(plan));
    faults.extend(mutants::faults(plan, tally.as_ref()));
    faults.extend(layout::strays(&plan.root, &plan.exercise.id)?);
    faults.extend(stub_copy::faults(plan));
    faults.sort();
    let checks = checks::listed(facts).unwrap_or_default();
    let graded = || facts.graded.iter().flatten();
    Ok(VerifiedExercise {
        id: plan.exercise.id.clone(),
        title: plan.exercise.title.clone(),
        passed: faults.is_empty(),
        checks: number(checks.len()),
        points: checks.iter().map(|check| check.points).sum(),
        accepted: number(plan.count(Role::Accepted)),
        mistakes: number(plan.count(Role::Mistake)),
        gradings: graded().map(gradings).sum(),
        wall_ms: graded().map(|one| one.compile_ms + one.checks_ms).sum(),
        mutants: tally,
        faults,
    })
}

/// An exercise that is not described well: there is nothing more to say of it.
fn unreadable_exercise(root: &Utf8Path, one: &Unreadable) -> VerifiedExercise {
    let file = one.error.path().unwrap_or(root);
    let fault = Fault::new(
        FaultKind::UnreadableExercise,
        relative(root, file),
        &one.error,
        "mend the file; nothing of the exercise was graded",
    );
    VerifiedExercise {
        id: one.id.clone(),
        title: String::new(),
        passed: false,
        checks: 0,
        points: 0,
        accepted: 0,
        mistakes: 0,
        gradings: 0,
        wall_ms: 0,
        mutants: None,
        faults: vec![fault],
    }
}

fn effort(options: &Options, done: Option<&Done>) -> Effort {
    let graded = || {
        let facts = done.into_iter().flat_map(|done| &done.facts);
        facts.flat_map(|facts| facts.graded.iter().flatten())
    };
    Effort {
        jobs: number(options.jobs.get()),
        gradings: graded().map(gradings).sum(),
        mutants: done.map_or(0, |done| {
            done.mutants.iter().flatten().map(|tally| tally.made).sum()
        }),
        kit_ms: done.map_or(0, |done| done.kit_ms),
        compile_ms: graded().map(|one| one.compile_ms).sum(),
        checks_ms: graded().map(|one| one.checks_ms).sum(),
        total_ms: 0,
    }
}

/// How often a version was graded, repetitions with the same seeds too.
fn gradings(graded: &Graded) -> u32 {
    let again = graded.rounds.iter().filter(|round| round.again.is_some());
    number(graded.rounds.len() + again.count())
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
