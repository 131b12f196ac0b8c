//! What the compiler and clippy warn of, beside what is allowed.
use super::facts::Graded;
use super::fault::{Fault, FaultKind};
use super::plan::{Plan, Role, Subject};
use crate::compile::Diagnostic;

/// What rustc and clippy say of a stub or an accepted version, without what is allowed.
pub(super) fn of_version(plan: &Plan, subject: &Subject, graded: &Graded, faults: &mut Vec<Fault>) {
    let allowed = &subject.declared.allowed;
    let said = || graded.report.diagnostics.iter().chain(&graded.lints);
    let is = |message: &Diagnostic, lint: &str| message.code.as_deref() == Some(lint);
    for message in said() {
        if allowed.iter().any(|(lint, _)| is(message, lint)) {
            continue;
        }
        let code = message.code.as_deref().unwrap_or("a warning");
        let (kind, who) = match code.starts_with("clippy::") {
            true => (FaultKind::Clippy, "clippy"),
            false => (FaultKind::Warning, "the compiler"),
        };
        let what = format!("{who} warns: {} ({code})", message.message);
        let help = match subject.role {
            Role::Stub => {
                format!("mend it; if it is the lesson, write `//! Allows: {code}` in `checks.rs`")
            }
            _ => "mend it".to_owned(),
        };
        let fault = Fault::new(kind, plan.relative(&subject.path), what, help);
        let details = Some(message.rendered.trim_end().to_owned());
        faults.push(fault.at(message.line).with_details(details));
    }
    for (lint, line) in allowed {
        if !said().any(|message| is(message, lint)) {
            let what = format!("the stub is allowed `{lint}`, but has no such warning");
            let fault = Fault::new(
                FaultKind::IdleAllowance,
                plan.checks_file(),
                what,
                "take the line away",
            );
            faults.push(fault.at(Some(*line)));
        }
    }
}
