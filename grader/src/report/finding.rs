//! What is wrong with a submission, as a list of places: for formats that mark lines.
use super::explanation;
use super::text::plain::printable;
use super::{Graded, Status};
use crate::compile::{Diagnostic, Level};
use crate::judge::{self, CheckResult, Verdict};
use protocol::Diagnosis;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub(super) struct Finding<'a> {
    /// What kind of thing, stable over versions: `sequential`, `rustc/E0308`, `grader::unsafe_code`.
    pub rule: String,
    /// The diagnosis, if a check found it.
    pub diagnosis: Option<Diagnosis>,
    /// The failed check, if a check found it.
    pub check: Option<&'a CheckResult>,
    /// Whether it costs points.
    pub level: Level,
    /// One line: whose it is, and what.
    pub title: String,
    /// What happened, in one or two sentences.
    pub message: String,
    /// Where; the first one is the place to look at. Never empty.
    pub spots: Vec<Spot>,
    /// The same for the same finding in a later version of the submission, wherever its line has moved to.
    /// No two findings of a list have the same.
    pub fingerprint: String,
}

/// A place in the submission.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// The file, as the repository has it.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
    /// What can be seen there; empty if that is not known.
    pub what: String,
    /// The line itself.
    pub text: Option<String>,
}

/// Everything that is wrong, in the order of the reports; what costs points before warnings.
pub(super) fn all(graded: &[Graded]) -> Vec<(&Graded, Finding<'_>)> {
    let mut findings: Vec<(&Graded, Finding<'_>)> = Vec::new();
    for one in graded {
        findings.extend(of(one).into_iter().map(|finding| (one, finding)));
    }
    // What is alike apart from its place is told apart by its number.
    let mut seen: HashMap<String, u32> = HashMap::new();
    for (_, finding) in &mut findings {
        let number = seen.entry(finding.fingerprint.clone()).or_default();
        *number += 1;
        if *number > 1 {
            finding.fingerprint = hash(&[&finding.fingerprint, &number.to_string()]);
        }
    }
    findings.sort_by_key(|(_, finding)| finding.level == Level::Warning);
    findings
}

fn of(graded: &Graded) -> Vec<Finding<'_>> {
    let report = &graded.report;
    let failed = report
        .checks
        .iter()
        .filter(|check| report.status == Status::Graded && check.verdict == Verdict::Failed);
    let mut findings: Vec<Finding<'_>> = failed.map(|check| of_check(check, graded)).collect();
    findings.extend(
        report
            .diagnostics
            .iter()
            .map(|one| of_compiler(one, graded)),
    );
    let told = findings.iter().any(|finding| finding.level == Level::Error);
    if report.status == Status::Rejected && !told {
        findings.push(of_rejection(graded));
    }
    findings
}

fn of_check<'a>(check: &'a CheckResult, graded: &'a Graded) -> Finding<'a> {
    let exercise = &graded.report.exercise.id;
    let rule = check.diagnosis.map_or(String::new(), explanation::name);
    let mut spots: Vec<Spot> = check
        .evidence
        .iter()
        .map(|piece| spot(graded, &piece.file, piece.line, piece.column, &piece.what))
        .collect();
    if spots.is_empty() {
        spots.push(beginning(graded));
    }
    Finding {
        title: printable(&format!(
            "{exercise} {}: {}",
            check.name,
            rule.replace('_', " ")
        )),
        fingerprint: hash(&["check", exercise, &check.name, &rule]),
        rule,
        diagnosis: check.diagnosis,
        check: Some(check),
        level: Level::Error,
        message: printable(check.message.as_deref().unwrap_or_default()),
        spots,
    }
}

fn of_compiler<'a>(diagnostic: &Diagnostic, graded: &Graded) -> Finding<'a> {
    let exercise = &graded.report.exercise.id;
    let code = diagnostic.code.as_deref().map(printable);
    let code = code.as_deref();
    let rule = match code {
        Some(code) if diagnostic.is_refusal() => code.to_owned(),
        Some(code) => format!("rustc/{code}"),
        None => "rustc".to_owned(),
    };
    let file = diagnostic.file.as_deref();
    let place = match (file, diagnostic.line) {
        (Some(file), Some(line)) => spot(graded, file, line, diagnostic.column.unwrap_or(1), ""),
        _ => beginning(graded),
    };
    Finding {
        title: printable(&format!("{exercise}: {}", code.unwrap_or("compiler"))),
        fingerprint: hash(&[
            "compiler",
            exercise,
            &rule,
            &place.path,
            &diagnostic.message,
        ]),
        rule,
        diagnosis: None,
        check: None,
        level: diagnostic.level,
        message: printable(&diagnostic.message),
        spots: vec![place],
    }
}

/// A submission that is rejected although no message is an error.
fn of_rejection(graded: &Graded) -> Finding<'_> {
    let exercise = &graded.report.exercise.id;
    let rule = explanation::name(Diagnosis::CompileError);
    Finding {
        title: format!("{exercise}: rejected"),
        fingerprint: hash(&["rejected", exercise]),
        rule,
        diagnosis: Some(Diagnosis::CompileError),
        check: None,
        level: Level::Error,
        message: judge::why_rejected(&graded.report.diagnostics).0.to_owned(),
        spots: vec![beginning(graded)],
    }
}

fn spot(graded: &Graded, file: &str, line: u32, column: u32, what: &str) -> Spot {
    let text = graded.sources.line(file, line);
    Spot {
        path: graded.path(file).to_owned(),
        line: line.max(1),
        column: column.max(1),
        what: printable(what),
        text: text.map(printable),
    }
}

/// Where a finding stands whose place is not known: consumers want one.
fn beginning(graded: &Graded) -> Spot {
    spot(graded, graded.first_file(), 1, 1, "")
}

/// SHA-256 over these texts, in hexadecimal.
fn hash(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // The lengths keep two parts from being read as one.
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let bytes = hash.finalize();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
