//! Compares what grading an exercise's versions gave with what its files declare.
use super::declaration::name_of;
use super::facts::{Answer, Facts, Graded};
use super::fault::{Fault, FaultKind};
use super::plan::{Plan, Role, Subject};
use super::{checks, steady, warnings};
use crate::compile::Level;
use crate::error::Error;
use crate::judge::CheckResult;
use crate::report::{Report, Status};
use std::collections::BTreeSet;

/// The faults that grading an exercise shows, sorted by file and line.
pub(super) fn of_exercise(plan: &Plan, facts: &Facts) -> Vec<Fault> {
    let mut faults = Vec::new();
    for subject in &plan.subjects {
        faults.extend(subject.declared.faults.iter().cloned());
    }
    let versions = || plan.subjects.iter().zip(&facts.graded);
    let broken = versions().find_map(|(_, graded)| broken_checks(plan, graded.as_ref().err()?));
    match broken {
        // Every version fails with it; it is one fault all the same.
        Some(broken) => faults.push(broken),
        None => {
            let unsteady = steady::faults(plan, facts, &mut faults);
            for (subject, graded) in versions() {
                match graded {
                    Ok(graded) => version(plan, subject, graded, &unsteady, &mut faults),
                    Err(error) => faults.push(of_error(plan, subject, error)),
                }
            }
            checks::of_exercise(plan, facts, &mut faults);
        }
    }
    faults.extend(facts.unformatted.iter().map(|path| {
        let file = plan.relative(path);
        let help = format!("run `rustfmt --edition {} {file}`", plan.exercise.edition);
        Fault::new(
            FaultKind::Format,
            file,
            "rustfmt would write it otherwise",
            help,
        )
    }));
    faults.sort();
    faults.dedup();
    faults
}

/// The one fault of checks that cannot be used at all.
fn broken_checks(plan: &Plan, error: &Error) -> Option<Fault> {
    let help = match error {
        Error::ChecksDoNotCompile { .. } => "mend them: the reference does not compile with them",
        Error::ChecksDoNotRun { .. } => {
            "end the file with `harness::main!();`, and write each check out"
        }
        _ => return None,
    };
    let details = error
        .hidden_details()
        .map(|text| text.trim_end().to_owned());
    let fault = Fault::new(FaultKind::BrokenChecks, plan.checks_file(), error, help);
    Some(fault.with_details(details))
}

/// A version that cannot be graded.
fn of_error(plan: &Plan, subject: &Subject, error: &Error) -> Fault {
    let file = plan.relative(error.path().unwrap_or(&subject.path));
    let (kind, what, help) = match error {
        Error::Submission { fault, .. } if subject.role == Role::Stub => {
            let help = "write the file, or name the right one in `exercise.toml`".to_owned();
            (
                FaultKind::UnreadableVersion,
                format!("the stub {fault}"),
                help,
            )
        }
        Error::Submission { fault, .. } => {
            let what = format!("{} {fault}", whose(subject.role));
            (FaultKind::UnreadableVersion, what, fault.help())
        }
        error => (
            FaultKind::UnreadableExercise,
            error.to_string(),
            "mend the file".to_owned(),
        ),
    };
    Fault::new(kind, file, what, help)
}

/// The faults of one version. What is said of checks that are `unsteady` with it is said already.
fn version(
    plan: &Plan,
    subject: &Subject,
    graded: &Graded,
    unsteady: &BTreeSet<(String, String)>,
    faults: &mut Vec<Fault>,
) {
    let file = plan.relative(&subject.path);
    let report = &graded.report;
    let declares_it = subject
        .declared
        .failures
        .iter()
        .any(|failure| failure.diagnosis == protocol::Diagnosis::CompileError);
    if report.status == Status::Rejected && !declares_it {
        faults.push(rejected(&file, report));
        return;
    }
    if subject.role != Role::Mistake {
        warnings::of_version(plan, subject, graded, faults);
    }
    let wholly = report.checks.iter().all(|check| check.diagnosis.is_none());
    match subject.role {
        Role::Stub if wholly => {
            let help =
                "the stub must fail as its README says: put the bug back, or mend the checks";
            faults.push(Fault::new(
                FaultKind::StubPasses,
                file,
                "the stub passes every check",
                help,
            ));
            return;
        }
        Role::Mistake if wholly => {
            let help =
                "write a check that it fails; if it is right after all, move it to `solutions/`";
            let what = "the mistake passes every check";
            faults.push(Fault::new(FaultKind::MistakePasses, file, what, help));
            return;
        }
        Role::Mistake if subject.declared.failures.is_empty() => {
            // A line that cannot be read has been told of.
            if subject.declared.faults.is_empty() {
                faults.push(undeclared(&file, report));
            }
            return;
        }
        _ => {}
    }
    for check in &report.checks {
        if !unsteady.contains(&(file.clone(), check.name.clone())) {
            faults.extend(one_check(plan, subject, check));
        }
    }
}

fn rejected(file: &str, report: &Report) -> Fault {
    let error = report
        .diagnostics
        .iter()
        .find(|one| one.level == Level::Error);
    let what = match error {
        Some(error) if error.is_refusal() => format!("it is refused: {}", error.message),
        Some(error) => format!("it does not compile: {}", error.message),
        None => "it does not compile".to_owned(),
    };
    let fault = Fault::new(
        FaultKind::DoesNotCompile,
        file,
        what,
        "mend it; the message stands below",
    );
    let details = error.map(|error| error.rendered.trim_end().to_owned());
    fault
        .at(error.and_then(|error| error.line))
        .with_details(details)
}

fn undeclared(file: &str, report: &Report) -> Fault {
    let failed = report.checks.iter().filter_map(|check| {
        let diagnosis = name_of(check.diagnosis?);
        Some(format!("//! Fails: {} = {diagnosis}", check.name))
    });
    let lines: Vec<String> = failed.collect();
    let what = "the mistake declares no check that it fails";
    let help = "if it fails as it should, begin the file with these lines";
    Fault::new(FaultKind::MistakeUndeclared, file, what, help)
        .at(Some(1))
        .with_details(Some(lines.join("\n")))
}

/// One check of one version: what it said, beside what is declared.
fn one_check(plan: &Plan, subject: &Subject, check: &CheckResult) -> Option<Fault> {
    let declared = subject.declared.of(&check.name);
    let file = plan.relative(&subject.path);
    // Where it is declared, or should be.
    let declaring = match subject.role {
        Role::Stub => plan.checks_file(),
        _ => file.clone(),
    };
    let (name, whose) = (&check.name, whose(subject.role));
    let actual = check.diagnosis.map(name_of);
    let fault = match (declared, actual) {
        (None, None) => return None,
        (Some(declared), Some(actual)) if name_of(declared.diagnosis) == actual => return None,
        (None, Some(actual)) if subject.role == Role::Accepted => {
            let what = format!("the accepted version fails `{name}`: {actual}");
            let help =
                "if it is right, mend the check, which accepts too little; else mend the version";
            Fault::new(FaultKind::AcceptedFails, file, what, help)
                .at(place(check))
                .with_details(told(check))
        }
        (None, Some(actual)) => {
            let what = format!("{whose} fails `{name}` ({actual}), which no line declares");
            let mark = if subject.role == Role::Stub {
                "Stub"
            } else {
                "Fails"
            };
            let help = format!(
                "if that is meant, add `//! {mark}: {name} = {actual}`; else mend the check"
            );
            let fault = Fault::new(FaultKind::UndeclaredFailure, declaring, what, help);
            fault.with_details(told(check))
        }
        (Some(declared), None) => {
            let expected = name_of(declared.diagnosis);
            let what = format!("{whose} passes `{name}`, which is declared to fail: {expected}");
            let help = "mend the check, which finds too little, or take the line away";
            Fault::new(FaultKind::DeclaredFailurePasses, declaring, what, help)
                .at(Some(declared.line))
        }
        (Some(declared), Some(actual)) => {
            let expected = name_of(declared.diagnosis);
            let what = format!(
                "{whose} fails `{name}` with the diagnosis {actual}; declared is {expected}"
            );
            let help = "mend the check or what it takes the failure to mean, or declare the other diagnosis";
            let fault = Fault::new(FaultKind::OtherDiagnosis, declaring, what, help);
            fault.at(Some(declared.line)).with_details(told(check))
        }
    };
    Some(fault.of_check(name))
}

fn whose(role: Role) -> &'static str {
    match role {
        Role::Stub => "the stub",
        Role::Accepted => "the accepted version",
        Role::Mistake => "the mistake",
    }
}

/// What the failed check tells a learner, and how to see it again.
fn told(check: &CheckResult) -> Option<String> {
    let lines = [check.message.clone(), check.replay.clone()];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn place(check: &CheckResult) -> Option<u32> {
    check.evidence.first().map(|evidence| evidence.line)
}

/// An answer in a word.
pub(super) fn word(answer: Answer) -> String {
    answer.map_or_else(|| "passed".to_owned(), name_of)
}
