//! Grading many exercises, as a user does: one report with a total, a folder that is handed in, and what cannot be
//! graded beside the rest.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

#[path = "class/bad_input.rs"]
mod bad_input;
#[path = "class/broken.rs"]
mod broken;
#[path = "class/course.rs"]
mod course;

use course::Course;
use serde_json::{Value, json};
use std::fs;
use std::process::Stdio;

const DOUBLE: &str = "1_first/1_double";
const TRIPLE: &str = "1_first/2_triple";

/// Three exercises; for the second one the solution is handed in, for the third one nothing.
fn handed_in() -> Course {
    let course = Course::new(&["double", "triple", "quadruple"]);
    let stub = course.read(&format!("course/exercises/{DOUBLE}/src/lib.rs"));
    course.write(&format!("work/exercises/{DOUBLE}/src/lib.rs"), &stub);
    let solution = course.solution(TRIPLE);
    course.write(&format!("work/exercises/{TRIPLE}/src/lib.rs"), &solution);
    course
}

fn ids(class: &Value) -> Vec<&str> {
    let exercises = class["exercises"].as_array().unwrap().iter();
    exercises
        .map(|one| one["exercise"]["id"].as_str().unwrap())
        .collect()
}

/// The same without what a clock or this machine says.
fn timeless(mut report: Value) -> Value {
    for hidden in ["timing", "grader", "sandbox"] {
        report[hidden] = json!("[…]");
    }
    for check in report["checks"].as_array_mut().unwrap() {
        check["wall_ms"] = json!("[…]");
    }
    report
}

#[test]
fn all_exercises_are_one_report_with_a_total_in_the_order_of_the_course() {
    let course = Course::new(&["double", "triple"]);
    let solution = course.solution(TRIPLE);
    course.write(&format!("course/exercises/{TRIPLE}/src/lib.rs"), &solution);
    let (mut class, status) = course.json(&["grade", "--all"]);
    assert_eq!(status, 1);
    assert_eq!(ids(&class), [DOUBLE, TRIPLE]);
    class["total"]["total_ms"] = json!("[…]");
    for report in class["exercises"].as_array_mut().unwrap() {
        *report = timeless(report.take());
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&class).unwrap());
}

#[test]
fn a_table_and_what_is_wrong_in_full_fit_into_80_columns() {
    let course = handed_in();
    let (text, status) = course.said(&["grade", "--submission=../work", "--format=text"]);
    assert_eq!(status, 1);
    for line in text.lines().filter(|line| !line.contains("run again: ")) {
        assert!(textwrap::core::display_width(line) <= 80, "{line}");
    }
    insta::assert_snapshot!(text);
}

#[test]
fn everything_passed_is_status_0() {
    let course = handed_in();
    let solution = course.solution(DOUBLE);
    course.write(&format!("work/exercises/{DOUBLE}/src/lib.rs"), &solution);
    let (class, status) = course.json(&["grade", "triple", "double", "--submission=../work"]);
    assert_eq!((status, &class["total"]["passed"]), (0, &json!(true)));
    assert_eq!(ids(&class), [DOUBLE, TRIPLE]);
    let score = &class["total"]["score"];
    assert_eq!(
        score,
        &json!({"earned": 6, "possible": 6, "percent": 100.0})
    );
}

#[test]
fn an_exercise_that_was_not_handed_in_counts_with_all_of_its_points() {
    let course = handed_in();
    let (class, status) = course.json(&["grade", "--submission=../work"]);
    assert_eq!(status, 1);
    let missing = &class["exercises"][2];
    assert_eq!(missing["status"], "missing");
    assert_eq!(
        missing["score"],
        json!({"earned": 0, "possible": 3, "percent": 0.0})
    );
    assert_eq!(missing["submission"]["files"], json!([]));
    let total = &class["total"];
    assert_eq!(
        (&total["missing"], &total["errors"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(
        total["score"],
        json!({"earned": 4, "possible": 9, "percent": 44.4})
    );
}

#[test]
fn whatever_else_is_in_the_folder_does_not_count() {
    let course = handed_in();
    course.write("work/Cargo.toml", "this is no manifest");
    course.write("work/exercises/9_other/1_game/src/lib.rs", "fn game() {}");
    course.write(
        &format!("work/exercises/{TRIPLE}/build.rs"),
        "this is no Rust",
    );
    course.write(&format!("work/tests/{TRIPLE}/checks.rs"), "fn main() {}");
    course.write(
        "work/.cargo/config.toml",
        "[build]\nrustc = \"/bin/false\"\n",
    );
    let (class, _) = course.json(&["grade", "--submission=../work"]);
    let passed = class["exercises"].as_array().unwrap().iter();
    let passed: Vec<&Value> = passed.map(|one| &one["passed"]).collect();
    assert_eq!(passed, [false, true, false]);
}

#[test]
fn one_exercise_of_the_folder_keeps_its_own_report() {
    let course = handed_in();
    let of_class = course.json(&["grade", "--submission=../work"]).0["exercises"][0].take();
    let (report, status) = course.json(&["grade", "double", "--submission=../work"]);
    assert_eq!(status, 1);
    let but_replay = |report: Value| {
        let mut report = timeless(report);
        for check in report["checks"].as_array_mut().unwrap() {
            check["replay"].take();
        }
        report
    };
    assert_eq!(but_replay(report), but_replay(of_class));
}

#[test]
fn the_command_that_is_told_for_a_failed_check_fails_again() {
    let course = handed_in();
    let (class, _) = course.json(&["grade", "--submission=../work"]);
    let replay = class["exercises"][0]["checks"][0]["replay"]
        .as_str()
        .unwrap();
    let arguments: Vec<&str> = replay.split(' ').skip(1).collect();
    let (again, status) = course.json(&arguments);
    assert_eq!((status, &again["exercise"]["id"]), (1, &json!(DOUBLE)));
    assert_eq!(again["checks"][0]["diagnosis"], "wrong_result");
}

#[test]
fn lines_come_as_exercises_end_and_the_last_one_is_the_total() {
    let course = handed_in();
    let (text, status) = course.said(&["grade", "--submission=../work", "--format=jsonl"]);
    assert_eq!(status, 1);
    let mut lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let last = lines.pop().unwrap();
    assert_eq!(last["total"]["exercises"], 3);
    assert_eq!(last["total"]["score"]["earned"], 4);
    lines.sort_by_key(|line| line["exercise"]["id"].to_string());
    let (class, _) = course.json(&["grade", "--submission=../work"]);
    let reports = class["exercises"].as_array().unwrap().iter().cloned();
    let reports: Vec<Value> = reports.map(timeless).collect();
    let lines: Vec<Value> = lines.into_iter().map(timeless).collect();
    assert_eq!(lines, reports);
}

#[test]
fn one_exercise_in_lines_is_its_report_and_a_total() {
    let course = handed_in();
    let (text, status) = course.said(&["grade", "double", "--format=jsonl"]);
    assert_eq!((status, text.lines().count()), (1, 2));
    let (line, total) = text.split_once('\n').unwrap();
    let line: Value = serde_json::from_str(line).unwrap();
    assert_eq!(line["exercise"]["id"], DOUBLE);
    let total: Value = serde_json::from_str(total).unwrap();
    assert_eq!(total["total"]["score"], line["score"]);
}

#[test]
fn the_output_file_gets_the_whole_report_in_each_form() {
    let course = handed_in();
    for format in ["json", "text", "jsonl"] {
        let format_is = format!("--format={format}");
        let (printed, _) = course.said(&["grade", "--all", &format_is, "--output=../report"]);
        let written = course.read("report");
        match format {
            "jsonl" => assert_eq!(written.lines().count(), 4),
            _ => assert_eq!(written, printed),
        }
    }
}

#[test]
fn the_schema_of_a_class_has_the_total() {
    let course = Course::new(&[]);
    let (schema, status) = course.json(&["schema", "class"]);
    assert_eq!(status, 0);
    assert!(schema.to_string().contains("passed_exercises"));
}

#[test]
fn interrupted_it_leaves_no_process_and_no_file() {
    let course = handed_in();
    fs::create_dir(course.path("tmp")).unwrap();
    let mut command = course.grader(&["grade", "--all"]);
    command
        .env("TMPDIR", course.path("tmp"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    while fs::read_dir(course.path("tmp")).unwrap().count() == 0 {
        assert!(child.try_wait().unwrap().is_none(), "it ended too early");
        std::thread::yield_now();
    }
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
    // Standard error ends when the last process that has it ends.
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let error: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(error["error"]["kind"], "interrupted");
    assert_eq!(fs::read_dir(course.path("tmp")).unwrap().count(), 0);
}
