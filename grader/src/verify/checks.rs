//! Whether every check is worth something and is failed by something, and whether declarations name checks.
use super::facts::Facts;
use super::fault::{Fault, FaultKind};
use super::plan::{Plan, Role, Subject};
use crate::catalog::nearest;
use crate::judge::CheckResult;

/// The faults of the checks themselves, and of declarations that name none of them.
pub(super) fn of_exercise(plan: &Plan, facts: &Facts, faults: &mut Vec<Fault>) {
    let Some(known) = listed(facts) else {
        return;
    };
    let names: Vec<String> = known.iter().map(|check| check.name.clone()).collect();
    for check in known {
        let fault = |kind, what: String, help: &str| {
            let fault = Fault::new(kind, plan.checks_file(), what, help);
            fault
                .of_check(&check.name)
                .at(plan.line_of_check(&check.name))
        };
        if check.points == 0 {
            let what = format!("`{}` is worth no points", check.name);
            faults.push(fault(
                FaultKind::NoPoints,
                what,
                "give it at least one: `points = 1`",
            ));
        }
        if !plan
            .subjects
            .iter()
            .any(|subject| subject.declared.of(&check.name).is_some())
        {
            let what = format!("nothing fails `{}`: no mistake, nor the stub", check.name);
            let help = "write a mistake that this check finds, or take the check away";
            faults.push(fault(FaultKind::CheckNeverFails, what, help));
        }
    }
    for subject in &plan.subjects {
        unknown(plan, subject, &names, faults);
    }
}

/// The declarations of a version that name no check.
fn unknown(plan: &Plan, subject: &Subject, names: &[String], faults: &mut Vec<Fault>) {
    let file = match subject.role {
        Role::Stub => plan.checks_file(),
        _ => plan.relative(&subject.path),
    };
    for failure in &subject.declared.failures {
        if names.contains(&failure.check) {
            continue;
        }
        let what = format!("there is no check `{}`", failure.check);
        let help = match nearest(&failure.check, names).first() {
            Some(near) => format!(
                "did you mean `{near}`? The checks are: {}",
                names.join(", ")
            ),
            None => format!("the checks are: {}", names.join(", ")),
        };
        let fault = Fault::new(FaultKind::UnknownCheck, &file, what, help);
        faults.push(fault.at(Some(failure.line)).of_check(&failure.check));
    }
}

/// The checks of an exercise, from any report that has them.
pub(super) fn listed(facts: &Facts) -> Option<&[CheckResult]> {
    let mut reports = facts.graded.iter().flatten().map(|graded| &graded.report);
    let with_checks = reports.find(|report| !report.checks.is_empty())?;
    Some(&with_checks.checks)
}
