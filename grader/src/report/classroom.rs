//! The report as GitHub Classroom's autograding reporter takes it: base64 of a JSON object.
use super::explanation;
use super::{Graded, Status};
use crate::error::ErrorReport;
use crate::judge::{CheckResult, Score, Verdict};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

#[derive(Serialize)]
struct Results {
    version: u32,
    status: TestStatus,
    max_score: f64,
    tests: Vec<Test>,
}

#[derive(Serialize)]
struct Test {
    name: String,
    status: TestStatus,
    /// The reporter adds these up; a missing one would make the sum no number.
    score: f64,
    /// Printed only for `error`.
    message: Option<String>,
    /// Printed for every test that has one.
    test_code: String,
    filename: String,
    /// The reporter prints any but 0.
    line_no: u32,
    /// In seconds.
    duration: f64,
}

#[derive(Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
enum TestStatus {
    Pass,
    Fail,
    Error,
}

/// The reports as one line of base64.
pub fn render(graded: &[Graded]) -> String {
    let mut tests: Vec<Test> = Vec::new();
    for one in graded {
        tests.extend(of(one, graded.len() > 1));
    }
    let score = Score::sum(graded.iter().map(|one| one.report.score));
    let max_score = f64::from(score.possible);
    share(max_score, &mut tests);
    let status = match () {
        () if graded.iter().all(|one| one.report.passed) => TestStatus::Pass,
        () if tests.iter().all(|test| test.status == TestStatus::Error) => TestStatus::Error,
        () => TestStatus::Fail,
    };
    encode(&Results {
        version: 1,
        status,
        max_score,
        tests,
    })
}

/// Why nothing was graded. Without a `max_score` the reporter gives no points, not even 0.
pub(super) fn error(error: &ErrorReport) -> String {
    encode(&Results {
        version: 1,
        status: TestStatus::Error,
        max_score: 0.0,
        tests: vec![Test {
            name: "grader".to_owned(),
            status: TestStatus::Error,
            score: 0.0,
            message: Some(error.to_string()),
            test_code: String::new(),
            filename: error.error.path.clone().unwrap_or_default(),
            line_no: 0,
            duration: 0.0,
        }],
    })
}

fn of(graded: &Graded, several: bool) -> Vec<Test> {
    let checks = &graded.report.checks;
    let counted = checks
        .iter()
        .filter(|check| check.verdict != Verdict::Skipped);
    let mut tests: Vec<Test> = counted.map(|check| test(check, graded, several)).collect();
    if graded.report.status == Status::Rejected {
        let why = explanation::rejected(graded);
        match tests.first_mut() {
            // The others say in a line that nothing compiled.
            Some(first) => first.message = Some(why),
            None => tests.push(uncompiled(why, graded)),
        }
    }
    tests
}

fn test(check: &CheckResult, graded: &Graded, several: bool) -> Test {
    let status = match check.verdict {
        Verdict::Passed | Verdict::Skipped => TestStatus::Pass,
        Verdict::Failed if explanation::is_cut_short(check) => TestStatus::Error,
        Verdict::Failed => TestStatus::Fail,
    };
    let place = check.evidence.first();
    let told = || explanation::failed(check, graded);
    Test {
        name: explanation::headline(check, graded, several),
        status,
        score: 0.0,
        message: (status != TestStatus::Pass).then(told),
        // Nothing else of a failed test is printed.
        test_code: match status {
            TestStatus::Fail => told(),
            TestStatus::Pass | TestStatus::Error => String::new(),
        },
        filename: graded
            .path(place.map_or(graded.first_file(), |piece| &piece.file))
            .to_owned(),
        line_no: place.map_or(0, |piece| piece.line),
        duration: check.wall_ms as f64 / 1000.0,
    }
}

fn uncompiled(why: String, graded: &Graded) -> Test {
    Test {
        name: "compiles".to_owned(),
        status: TestStatus::Error,
        score: 0.0,
        message: Some(why),
        test_code: String::new(),
        filename: graded.path(graded.first_file()).to_owned(),
        line_no: 0,
        duration: 0.0,
    }
}

/// Gives each passed test the same share of `max_score`: the reporter shows one total that it counts so, and
/// one that it adds up, and they must agree.
fn share(max_score: f64, tests: &mut [Test]) {
    let all = tests.len() as f64;
    let (mut passed, mut sum) = (0.0, 0.0);
    for test in tests
        .iter_mut()
        .filter(|test| test.status == TestStatus::Pass)
    {
        passed += 1.0;
        // What is missing to the share of all so far, so that no rounding adds up.
        test.score = max_score * passed / all - sum;
        sum += test.score;
    }
}

fn encode(results: &Results) -> String {
    let json = serde_json::to_string(results).expect("numbers and texts, which JSON has");
    STANDARD.encode(json) + "\n"
}
