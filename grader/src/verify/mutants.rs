//! The mutants of reference solutions: graded if that is asked for, and what they show to be wrong.
use super::facts::Facts;
use super::fault::{Fault, FaultKind};
use super::plan::Plan;
use crate::catalog::Exercise;
use crate::error::{Error, Result};
use crate::grade::Session;
use crate::mutants::{Equivalent, Survivor, Tally, Trial, fates};
use crate::progress::Progress;
use camino::Utf8PathBuf;
use std::num::NonZero;

/// What came of the mutants of each exercise; none for those whose reference solution fails, since of their
/// mutants nothing can be said.
///
/// # Errors
/// If the grader itself fails.
pub(super) async fn grade(
    session: &Session,
    plans: &[Plan],
    facts: &[Facts],
    jobs: NonZero<usize>,
) -> Result<Vec<Option<Tally>>> {
    let trials: Vec<Option<Trial>> = plans
        .iter()
        .zip(facts)
        .map(|(plan, facts)| match reference_passes(plan, facts) {
            true => Trial::read(&plan.exercise).ok(),
            false => None,
        })
        .collect();
    let ready: Vec<Trial> = trials.iter().flatten().cloned().collect();
    let progress = Progress::begin(ready.iter().map(|trial| trial.mutants.len()).sum());
    let fates = fates(session, &ready, jobs, &|| progress.done()).await?;
    progress.finish();
    let mut tallies = ready
        .iter()
        .zip(&fates)
        .map(|(trial, fates)| Tally::new(trial, fates));
    let of_trial = |trial: Option<Trial>| trial.and_then(|_| tallies.next());
    Ok(trials.into_iter().map(of_trial).collect())
}

fn reference_passes(plan: &Plan, facts: &Facts) -> bool {
    let reference = plan.exercise.reference();
    let mut versions = plan.subjects.iter().zip(&facts.graded);
    versions.any(|(subject, graded)| {
        subject.path == reference && graded.as_ref().is_ok_and(|one| one.report.passed)
    })
}

/// What is wrong with an exercise, as its mutants and what is declared of them show.
pub(super) fn faults(plan: &Plan, tally: Option<&Tally>) -> Vec<Fault> {
    match tally {
        Some(tally) => {
            let survivors = tally.survivors.iter();
            let survivors = survivors.map(|survivor| survives(plan, survivor));
            let why = "every mutant that it is meant for is killed, or there is none";
            let idle = tally.idle.iter().map(|entry| idle(plan, entry, why));
            survivors.chain(idle).collect()
        }
        None => declarations(plan),
    }
}

/// What is wrong with the declarations, as far as it is known without grading.
fn declarations(plan: &Plan) -> Vec<Fault> {
    let file = declaring(&plan.exercise);
    match Trial::read(&plan.exercise) {
        Ok(trial) => {
            let made = |entry: &&Equivalent| trial.mutants.iter().any(|one| entry.is_for(one));
            let entries = trial.equivalents.iter();
            let without = entries.filter(|entry| !made(entry));
            let why = "there is no mutant that it is meant for";
            without.map(|entry| idle(plan, entry, why)).collect()
        }
        Err(Error::CourseFile { path, cause }) if path == file => {
            let help = "mend the file; `grader/docs/mutants.md` says what stands in it";
            vec![Fault::new(
                FaultKind::BadDeclaration,
                plan.relative(&path),
                cause,
                help,
            )]
        }
        // A reference solution that is missing is told of elsewhere.
        Err(_) => Vec::new(),
    }
}

fn survives(plan: &Plan, survivor: &Survivor) -> Fault {
    let change = match survivor.becomes.as_str() {
        "" => format!("without `{}`", survivor.was),
        becomes => format!("with `{becomes}` for `{}`", survivor.was),
    };
    let what = format!("{change} every check passes ({})", survivor.operator);
    let help = "write a check that it fails, and a mistake that shows it; if nobody can notice it, declare \
                it in `equivalents.toml` and say why";
    let entry = entry(survivor);
    Fault::new(
        FaultKind::MutantSurvives,
        plan.relative(&plan.exercise.reference()),
        what,
        help,
    )
    .at(Some(survivor.line))
    .with_details(Some(format!("{}\n{entry}", survivor.diff)))
}

/// The declaration of `survivor`, without the reason.
fn entry(survivor: &Survivor) -> String {
    let text = |text: &str| toml::Value::String(text.to_owned()).to_string();
    format!(
        "[[equivalent]]\noperator = \"{}\"\nline = {}\nbecomes = {}\nwhy = \"\"",
        survivor.operator,
        text(&survivor.at),
        text(&survivor.becomes)
    )
}

fn idle(plan: &Plan, entry: &Equivalent, why: &str) -> Fault {
    let what = format!(
        "the entry for {} of `{}` is idle: {why}",
        entry.operator, entry.line
    );
    let file = declaring(&plan.exercise);
    let help = "take the entry away, or write the line as it stands in `reference.rs` now";
    Fault::new(FaultKind::IdleEquivalent, plan.relative(&file), what, help)
        .at(line_of(&file, &entry.line))
}

/// The file that declares which mutants are equivalent.
fn declaring(exercise: &Exercise) -> Utf8PathBuf {
    exercise.reference().with_file_name(Equivalent::FILE)
}

/// Where the declaration of this line stands, if it stands there literally.
fn line_of(file: &Utf8PathBuf, declared: &str) -> Option<u32> {
    let text = std::fs::read_to_string(file).ok()?;
    let found = (1..).zip(text.lines());
    found
        .filter(|(_, line)| line.starts_with("line") && line.contains(declared))
        .map(|(number, _)| number)
        .next()
}
