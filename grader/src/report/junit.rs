//! The report as JUnit XML: a suite for each exercise, a case for each check.
use super::explanation;
use super::text::plain::printable;
use super::{Graded, Status};
use crate::judge::{CheckResult, Verdict};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use std::time::Duration;

/// The reports as one JUnit file.
pub fn render(graded: &[Graded]) -> String {
    let mut report = Report::new("grader");
    let total: u64 = graded.iter().map(|one| one.report.timing.total_ms).sum();
    report.set_time(Duration::from_millis(total));
    for one in graded {
        report.add_test_suite(suite(one));
    }
    let xml = report
        .to_string()
        .expect("a report is written into memory, and its texts hold what XML can");
    // The schema of Jenkins, which its plugin validates against, does not have this one of the library's attributes.
    xml.replacen(&format!(" skipped=\"{}\"", report.skipped), "", 1)
}

fn suite(graded: &Graded) -> TestSuite {
    let report = &graded.report;
    let mut suite = TestSuite::new(report.exercise.id.as_str());
    suite.set_time(Duration::from_millis(report.timing.total_ms));
    let score = &report.score;
    for (name, value) in [
        ("title", fit(&report.exercise.title)),
        ("score.earned", score.earned.to_string()),
        ("score.possible", score.possible.to_string()),
        ("score.percent", score.percent.to_string()),
        ("submission.sha256", report.submission.sha256.clone()),
        ("grader.version", report.grader.version.clone()),
    ] {
        suite.add_property((name, value.as_str()));
    }
    for check in &report.checks {
        suite.add_test_case(case(check, graded));
    }
    if report.status == Status::Rejected {
        let why = fit(&explanation::rejected(graded));
        if report.checks.is_empty() {
            suite.add_test_case(uncompiled(&why, graded));
        }
        suite.set_system_err(why);
    }
    suite
}

fn case(check: &CheckResult, graded: &Graded) -> TestCase {
    let status = match check.verdict {
        Verdict::Passed => TestCaseStatus::success(),
        Verdict::Skipped => TestCaseStatus::skipped(),
        Verdict::Failed => {
            let kind = match explanation::is_cut_short(check) {
                true => NonSuccessKind::Error,
                false => NonSuccessKind::Failure,
            };
            let mut status = TestCaseStatus::non_success(kind);
            status.set_message(one_line(check.message.as_deref().unwrap_or_default()));
            if let Some(diagnosis) = check.diagnosis {
                status.set_type(explanation::name(diagnosis));
            }
            let told = explanation::failed(check, graded);
            let told = format!("must hold: {}\nhappened: {told}", check.title);
            status.set_description(fit(&told));
            status
        }
    };
    let mut case = TestCase::new(check.name.as_str(), status);
    case.set_classname(graded.report.exercise.id.as_str());
    case.set_time(Duration::from_millis(check.wall_ms));
    case
}

/// What stands for the checks of a submission that does not compile, if they are not known.
fn uncompiled(why: &str, graded: &Graded) -> TestCase {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    status.set_message("The submission is rejected, so no check could run.");
    status.set_type("compile_error");
    status.set_description(why);
    let mut case = TestCase::new("compiles", status);
    case.set_classname(graded.report.exercise.id.as_str());
    case
}

/// An attribute's line breaks would be read as spaces anyway.
fn one_line(text: &str) -> String {
    fit(text).replace('\n', " ")
}

/// The text without what XML cannot hold; the library leaves two such characters in.
fn fit(text: &str) -> String {
    printable(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
