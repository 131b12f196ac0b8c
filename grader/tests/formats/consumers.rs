//! What the consumers do with the fields, and the limits that they document.
use crate::{class, graded, gradings, read};
use grader::error::{Error, ErrorReport};
use grader::judge::{Score, Verdict};
use grader::report::ci::CiFormat;
use grader::report::{Graded, Status, markdown};
use serde_json::{Value, json};

fn json(format: CiFormat, graded: &[Graded]) -> Value {
    serde_json::from_str(&format.render(graded)).unwrap()
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

/// What GitHub Classroom's reporter adds up.
fn added_up(results: &Value) -> f64 {
    let scores = list(&results["tests"]).iter();
    scores.fold(0.0, |sum, test| sum + test["score"].as_f64().unwrap())
}

#[test]
fn both_totals_of_classroom_agree_whatever_the_number_of_tests() {
    for gradings in 1..=12 {
        let all: Vec<Graded> = (0..gradings)
            .map(|number| match number % 3 {
                0 => graded(&gradings::all_passed()),
                1 => graded(&gradings::sequential()),
                _ => graded(&gradings::panic()),
            })
            .collect();
        let results = read::classroom(&CiFormat::Classroom.render(&all));
        let tests = list(&results["tests"]);
        let passed = tests.iter().filter(|test| test["status"] == "pass").count();
        let max_score = results["max_score"].as_f64().unwrap();
        let counted = max_score * passed as f64 / tests.len() as f64;
        assert_eq!(added_up(&results), counted);
        assert_eq!(max_score, 10.0 * f64::from(gradings));
    }
}

#[test]
fn every_test_of_classroom_has_numbers_and_a_message_only_where_one_is_printed() {
    let results = read::classroom(&CiFormat::Classroom.render(&class()));
    assert_eq!(
        (&results["version"], &results["status"]),
        (&json!(1), &json!("fail"))
    );
    for test in list(&results["tests"]) {
        for field in ["score", "line_no", "duration"] {
            assert!(test[field].is_number(), "{test}");
        }
        for field in ["name", "status", "test_code", "filename"] {
            assert!(test[field].is_string(), "{test}");
        }
        let failed = test["status"] != "pass";
        assert_eq!(test["message"].is_string(), failed, "{test}");
        assert_eq!(test["test_code"] != "", test["status"] == "fail", "{test}");
    }
}

#[test]
fn what_does_not_compile_is_an_error_with_the_compilers_words() {
    let rejected = [graded(&gradings::compile_error())];
    let results = read::classroom(&CiFormat::Classroom.render(&rejected));
    assert_eq!(
        (&results["status"], added_up(&results)),
        (&json!("error"), 0.0)
    );
    let first = results["tests"][0]["message"].as_str().unwrap();
    assert!(first.contains("error[E0308]: mismatched types"), "{first}");
    let results = json(CiFormat::Exercism, &rejected);
    assert_eq!(
        (&results["version"], &results["status"]),
        (&json!(3), &json!("error"))
    );
    let message = results["message"].as_str().unwrap();
    assert!(
        message.contains("error[E0308]: mismatched types"),
        "{message}"
    );
    let results = json(CiFormat::Gradescope, &rejected);
    assert_eq!(results["score"], 0.0);
    let output = results["output"].as_str().unwrap();
    assert!(
        output.contains("error[E0308]: mismatched types"),
        "{output}"
    );
}

#[test]
fn the_scores_of_gradescope_are_those_of_the_report() {
    let class = class();
    let results = json(CiFormat::Gradescope, &class);
    let tests = list(&results["tests"]);
    let sum = |field: &str| {
        tests
            .iter()
            .map(|test| test[field].as_f64().unwrap())
            .sum::<f64>()
    };
    assert_eq!(results["score"].as_f64().unwrap(), sum("score"));
    let points: u32 = class.iter().map(|one| one.report.score.possible).sum();
    assert_eq!(sum("max_score"), f64::from(points));
    for test in tests {
        let full = test["score"] == test["max_score"];
        assert_eq!(test["status"], if full { "passed" } else { "failed" });
        assert_eq!(test["visibility"], "visible");
        assert_eq!(test["output_format"], "text");
    }
    assert_eq!(results["stdout_visibility"], "hidden");
}

#[test]
fn exercism_passes_only_if_everything_passed_and_keeps_its_limits() {
    let status = |graded: &[Graded]| json(CiFormat::Exercism, graded)["status"].clone();
    assert_eq!(status(&[graded(&gradings::all_passed())]), "pass");
    assert_eq!(status(&[graded(&gradings::sequential())]), "fail");
    assert_eq!(status(&class()), "fail");
    let mut long = graded(&gradings::sequential());
    let check = &mut long.report.checks[0];
    check.message = Some("é".repeat(70_000));
    let results = json(CiFormat::Exercism, &[long]);
    let message = results["tests"][0]["message"].as_str().unwrap();
    assert!(
        message.len() <= 65_535 && message.len() > 65_500,
        "{}",
        message.len()
    );
    assert!(message.ends_with("The rest was left out."));
    assert_eq!(results["tests"][1]["message"], Value::Null);
    assert_eq!(results["tests"][1]["task_id"], 1);
}

#[test]
fn a_check_that_was_not_asked_for_is_no_test_and_costs_nothing() {
    let mut some = graded(&gradings::all_passed());
    let check = &mut some.report.checks[0];
    (check.verdict, check.earned) = (Verdict::Skipped, 0);
    let some = [some];
    for format in CiFormat::ALL {
        read::valid(format, &format.render(&some), &some);
    }
    assert!(CiFormat::Junit.render(&some).contains("<skipped/>"));
    assert_eq!(list(&json(CiFormat::Gradescope, &some)["tests"]).len(), 2);
    assert_eq!(
        list(&json(CiFormat::Sarif, &some)["runs"][0]["results"]).len(),
        0
    );
}

#[test]
fn a_rejected_submission_whose_checks_are_not_known_does_not_look_passed() {
    let mut unknown = graded(&gradings::compile_error());
    unknown.report.checks.clear();
    unknown.report.score = Score::of(&[]);
    assert_eq!(unknown.report.status, Status::Rejected);
    let unknown = [unknown];
    let junit = CiFormat::Junit.render(&unknown);
    assert!(
        junit.contains("errors=\"1\"") && junit.contains("name=\"compiles\""),
        "{junit}"
    );
    let results = read::classroom(&CiFormat::Classroom.render(&unknown));
    assert_eq!(
        (&results["status"], &results["max_score"]),
        (&json!("error"), &json!(0.0))
    );
    assert_eq!(json(CiFormat::Exercism, &unknown)["status"], "error");
    assert_eq!(
        list(&json(CiFormat::Sarif, &unknown)["runs"][0]["results"]).len(),
        1
    );
    assert!(
        CiFormat::Github
            .render(&unknown)
            .starts_with("::error file=")
    );
}

#[test]
fn a_finding_has_the_same_fingerprint_when_its_line_has_moved() {
    let fingerprint = |graded: Graded| json(CiFormat::Gitlab, &[graded])[0]["fingerprint"].clone();
    for grading in [gradings::sequential(), gradings::compile_error()] {
        let before = graded(&grading);
        let mut moved = before.clone();
        for piece in moved
            .report
            .checks
            .iter_mut()
            .flat_map(|check| &mut check.evidence)
        {
            piece.line += 3;
        }
        for diagnostic in &mut moved.report.diagnostics {
            diagnostic.line = diagnostic.line.map(|line| line + 3);
        }
        assert_eq!(fingerprint(before), fingerprint(moved));
    }
}

#[test]
fn a_long_comment_ends_with_a_whole_part() {
    let mut long = graded(&gradings::sequential());
    for check in &mut long.report.checks {
        check.verdict = Verdict::Failed;
        check.message = Some("word ".repeat(9_000));
    }
    let text = CiFormat::Markdown.render(&[long.clone()]);
    read::markdown(&text);
    assert!(text.ends_with("The JSON report has it all.\n"));
    let summary = markdown::summary(&[long]);
    assert!(summary.len() > 65_536 && !summary.contains("does not fit"));
}

#[test]
fn an_error_is_told_where_the_consumer_has_words_for_it_and_is_no_score() {
    let error = ErrorReport::from(&Error::Interrupted);
    let told: Vec<CiFormat> = CiFormat::ALL
        .into_iter()
        .filter(|format| format.error(&error).is_some())
        .collect();
    assert_eq!(
        told,
        [CiFormat::Github, CiFormat::Classroom, CiFormat::Exercism]
    );
    let results = read::classroom(&CiFormat::Classroom.error(&error).unwrap());
    // Without points the reporter reports none.
    assert_eq!(
        (&results["status"], &results["max_score"]),
        (&json!("error"), &json!(0.0))
    );
    let command = &read::commands(&CiFormat::Github.error(&error).unwrap())[0];
    assert_eq!(command.kind, "error");
    assert!(command.message.starts_with("error: interrupted"));
}
