//! Whether every check says the same of a version with other seeds, and under load.
use super::compare::word;
use super::facts::{Facts, Graded, Round};
use super::fault::{Fault, FaultKind};
use super::plan::{Plan, Role, Subject};
use std::collections::{BTreeMap, BTreeSet};

/// Adds a fault for each check that does not always say the same; gives back of which files there is
/// nothing more to say, each with the check.
pub(super) fn faults(
    plan: &Plan,
    facts: &Facts,
    faults: &mut Vec<Fault>,
) -> BTreeSet<(String, String)> {
    let mut unsteady: BTreeMap<&str, Vec<Unsteady>> = BTreeMap::new();
    for (subject, graded) in plan.subjects.iter().zip(&facts.graded) {
        let Ok(graded) = graded else { continue };
        for check in graded
            .rounds
            .first()
            .into_iter()
            .flat_map(|one| one.answers.keys())
        {
            let found = Unsteady::find(plan, subject, graded, check);
            unsteady.entry(check).or_default().extend(found);
        }
    }
    let mut files = BTreeSet::new();
    for (check, found) in unsteady {
        // What a flaky check says of the other versions is worth as little.
        let of_all = found.iter().any(|one| one.same_seed);
        let versions = plan.subjects.iter().map(|one| plan.relative(&one.path));
        let versions = versions.filter(|file| of_all || found.iter().any(|one| one.file == *file));
        files.extend(versions.map(|file| (file, check.to_owned())));
        faults.extend(fault(plan, check, &found));
    }
    files
}

/// A version of which one check does not always say the same.
struct Unsteady {
    /// The version's file.
    file: String,
    /// True if it said two things with the same seed.
    same_seed: bool,
    /// What it said how often, and how to see it.
    told: String,
}

impl Unsteady {
    fn find(plan: &Plan, subject: &Subject, graded: &Graded, check: &str) -> Option<Unsteady> {
        let answer = |round: &Round| round.answers.get(check).copied().flatten();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for round in &graded.rounds {
            *counts.entry(word(answer(round))).or_default() += 1;
        }
        if counts.len() < 2 {
            return None;
        }
        let differs = |round: &&Round| {
            let again = round.again.as_ref().and_then(|again| again.get(check));
            again.is_some_and(|again| *again != answer(round))
        };
        let same_seed = graded.rounds.iter().filter(differs).count();
        let file = plan.relative(&subject.path);
        let rounds = graded.rounds.len();
        let said: Vec<String> = counts
            .iter()
            .map(|(word, count)| format!("{word} in {count} of {rounds}"))
            .collect();
        let mut told = format!("{file}: {}", said.join(", "));
        if same_seed > 0 {
            told +=
                &format!("; {same_seed} of {rounds} again with the same seeds said something else");
        }
        let rare = counts.iter().min_by_key(|(_, count)| **count)?.0;
        let shift = graded
            .rounds
            .iter()
            .find(|round| word(answer(round)) == *rare)?
            .shift;
        let submission = match subject.role {
            Role::Stub => String::new(),
            _ => format!(" --submission {file}"),
        };
        let schedules = graded
            .report
            .checks
            .iter()
            .find(|one| one.name == check)?
            .schedules
            .max(1);
        told += &format!(
            "\n  grader grade {} --check {check} --seed {shift} --schedules {schedules}{submission}",
            plan.exercise.name
        );
        Some(Unsteady {
            file,
            same_seed: same_seed > 0,
            told,
        })
    }
}

fn fault(plan: &Plan, check: &str, found: &[Unsteady]) -> Option<Fault> {
    if found.is_empty() {
        return None;
    }
    let (kind, what, help) = if found.iter().any(|one| one.same_seed) {
        let what = format!("`{check}` is flaky: with the same seed it says now this, now that");
        let help = "it depends on something outside the laboratory, such as a real clock, a file or a counter of \
                    the processor: take it from the `Lab`";
        (FaultKind::Flaky, what, help)
    } else {
        let what = format!("what `{check}` says depends on the seed");
        let help = "let the check hold for every value and schedule that a seed draws, or explore more schedules";
        (FaultKind::DependsOnSeed, what, help)
    };
    let told: Vec<&str> = found.iter().map(|one| one.told.as_str()).collect();
    let fault = Fault::new(kind, plan.checks_file(), what, help).of_check(check);
    Some(
        fault
            .at(plan.line_of_check(check))
            .with_details(Some(told.join("\n"))),
    )
}
