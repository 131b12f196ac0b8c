//! The report as Gradescope's `results.json`.
use super::explanation;
use super::text::plain::printable;
use super::{Graded, Status, json};
use crate::judge::{CheckResult, Score, Verdict};
use serde::Serialize;

#[derive(Serialize)]
struct Results {
    /// It stands for the sum of the tests' scores.
    score: f64,
    /// In seconds.
    execution_time: f64,
    output: String,
    output_format: &'static str,
    test_output_format: &'static str,
    test_name_format: &'static str,
    visibility: Visibility,
    stdout_visibility: Visibility,
    tests: Vec<Test>,
}

#[derive(Serialize)]
struct Test {
    score: f64,
    max_score: f64,
    status: TestStatus,
    name: String,
    number: String,
    output: String,
    output_format: &'static str,
    tags: Vec<String>,
    visibility: Visibility,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum TestStatus {
    Passed,
    Failed,
}

/// Who sees it.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Visibility {
    /// Students too.
    Visible,
    /// Instructors only.
    Hidden,
}

/// Neither HTML nor Markdown: what a submission says is shown as it is.
const PLAIN: &str = "text";

/// The reports as one result.
pub fn render(graded: &[Graded]) -> String {
    let score = Score::sum(graded.iter().map(|one| one.report.score));
    let total: u64 = graded.iter().map(|one| one.report.timing.total_ms).sum();
    let mut tests = Vec::new();
    for (number, one) in graded.iter().enumerate() {
        tests.extend(of(one, number + 1, graded.len() > 1));
    }
    json::text(&Results {
        score: f64::from(score.earned),
        execution_time: total as f64 / 1000.0,
        output: output(graded, score),
        output_format: PLAIN,
        test_output_format: PLAIN,
        test_name_format: PLAIN,
        visibility: Visibility::Visible,
        stdout_visibility: Visibility::Hidden,
        tests,
    })
}

fn of(graded: &Graded, number: usize, several: bool) -> Vec<Test> {
    let checks = &graded.report.checks;
    let counted = checks
        .iter()
        .filter(|check| check.verdict != Verdict::Skipped);
    let test = |(place, check): (usize, &CheckResult)| Test {
        score: f64::from(check.earned),
        max_score: f64::from(check.points),
        status: match check.verdict {
            Verdict::Passed | Verdict::Skipped => TestStatus::Passed,
            Verdict::Failed => TestStatus::Failed,
        },
        name: explanation::headline(check, graded, several),
        number: match several {
            true => format!("{number}.{}", place + 1),
            false => (place + 1).to_string(),
        },
        output: match check.verdict {
            Verdict::Failed => explanation::failed(check, graded),
            Verdict::Passed | Verdict::Skipped => String::new(),
        },
        output_format: PLAIN,
        tags: tags(check),
        visibility: Visibility::Visible,
    };
    counted.enumerate().map(test).collect()
}

/// What the check looks at, and which mistake it shows.
fn tags(check: &CheckResult) -> Vec<String> {
    let kind = serde_json::to_value(check.kind).ok();
    let kind = kind.as_ref().and_then(|kind| kind.as_str());
    let mut tags: Vec<String> = kind.map(str::to_owned).into_iter().collect();
    tags.extend(check.diagnosis.map(explanation::name));
    tags
}

/// What concerns the whole submission.
fn output(graded: &[Graded], score: Score) -> String {
    let mut parts = vec![format!("{} of {} points", score.earned, score.possible)];
    for one in graded {
        let report = &one.report;
        if graded.len() > 1 {
            let Score {
                earned, possible, ..
            } = report.score;
            let title = printable(&report.exercise.title);
            parts.push(format!("{title}: {earned} of {possible} points"));
        }
        if report.status == Status::Rejected {
            parts.push(explanation::rejected(one));
        }
    }
    parts.join("\n\n")
}
