//! The report as Exercism's `results.json`, version 3.
use super::{Graded, Status, explanation, json, limit};
use crate::error::ErrorReport;
use crate::judge::{CheckResult, Verdict};
use serde::Serialize;

/// The longest message in bytes. Exercism says characters, and that other than ASCII ones count for more.
const LONGEST: usize = 65_535;
const CUT: &str = "\n… The rest was left out.";

#[derive(Serialize)]
struct Results {
    version: u32,
    status: TestStatus,
    message: Option<String>,
    tests: Vec<Test>,
}

#[derive(Serialize)]
struct Test {
    name: String,
    status: TestStatus,
    message: Option<String>,
    /// For what the student's code printed, at most 500 characters. A report does not have it: it could show
    /// the values of hidden checks.
    output: Option<String>,
    task_id: usize,
}

#[derive(Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
enum TestStatus {
    Pass,
    Fail,
    Error,
}

/// The reports as one result; each exercise is a task.
pub fn render(graded: &[Graded]) -> String {
    let rejected = |one: &Graded| one.report.status == Status::Rejected;
    let status = match () {
        () if graded.iter().all(|one| one.report.passed) => TestStatus::Pass,
        () if graded.iter().all(rejected) => TestStatus::Error,
        () => TestStatus::Fail,
    };
    let why = || {
        let reasons: Vec<String> = graded.iter().map(explanation::rejected).collect();
        limit::bytes(reasons.join("\n\n"), LONGEST, CUT)
    };
    let mut tests = Vec::new();
    for (number, one) in graded.iter().enumerate() {
        let checks = one.report.checks.iter();
        let counted = checks.filter(|check| check.verdict != Verdict::Skipped);
        tests.extend(counted.map(|check| test(check, one, number + 1, graded.len() > 1)));
    }
    json::text(&Results {
        version: 3,
        status,
        message: (status == TestStatus::Error).then(why),
        tests,
    })
}

/// Why nothing was graded.
pub(super) fn error(error: &ErrorReport) -> String {
    json::text(&Results {
        version: 3,
        status: TestStatus::Error,
        message: Some(limit::bytes(error.to_string(), LONGEST, CUT)),
        tests: Vec::new(),
    })
}

fn test(check: &CheckResult, graded: &Graded, task_id: usize, several: bool) -> Test {
    let status = match check.verdict {
        Verdict::Passed | Verdict::Skipped => TestStatus::Pass,
        Verdict::Failed if explanation::is_cut_short(check) => TestStatus::Error,
        Verdict::Failed => TestStatus::Fail,
    };
    let told = || limit::bytes(explanation::failed(check, graded), LONGEST, CUT);
    Test {
        name: explanation::headline(check, graded, several),
        status,
        message: (status != TestStatus::Pass).then(told),
        output: None,
        task_id,
    }
}
