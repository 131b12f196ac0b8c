//! A learner's commands, run as a learner runs them.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

#[expect(
    dead_code,
    reason = "the tests of the terminal interface use more of it"
)]
#[path = "watch/course.rs"]
mod course;

use course::{Course, DOUBLE};
use serde_json::Value;
use std::fs;

/// What a command says on both streams, without the course's path, and its exit status.
fn said(course: &Course, arguments: &[&str]) -> (String, i32) {
    let output = course.grader(arguments).output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    let folder = course.path("").canonicalize().unwrap();
    let text = text.replace(folder.to_str().unwrap(), "[…]");
    (text, output.status.code().unwrap())
}

fn list(course: &Course) -> String {
    said(course, &["list", "--format", "text"]).0
}

/// Where the first exercise stands.
fn standing(course: &Course) -> Value {
    let (list, _) = said(course, &["list"]);
    let list: Value = serde_json::from_str(&list).unwrap();
    list["exercises"][0]["standing"].clone()
}

#[test]
fn the_list_begins_with_nothing_done_and_writes_nothing() {
    let course = Course::new();
    insta::assert_snapshot!(list(&course), @"
    1_first
     > · double    –/3  Twice the number  (begin here)
       · triple    –/3  Thrice the number

    0 of 2 done, 0 of 6 points
    ");
    assert!(!course.path(".grader").exists());
}

#[test]
fn a_grading_of_the_working_copy_is_recorded_and_follows_its_content() {
    let course = Course::new();
    assert_eq!(said(&course, &["grade", "double"]).1, 1);
    assert_eq!(standing(&course), "failed");
    course.write(DOUBLE, &course.solution());
    assert_eq!(standing(&course), "changed");
    assert_eq!(said(&course, &["grade", "double"]).1, 0);
    insta::assert_snapshot!(list(&course), @"
    1_first
       ✔ double    3/3  Twice the number  (done)
     > · triple    –/3  Thrice the number  (begin here)

    1 of 2 done, 3 of 6 points
    ");
    course.write(DOUBLE, &course.solution().replace("* 2", "* 3"));
    insta::assert_snapshot!(list(&course), @"
    1_first
     > ~ double    –/3  Twice the number  (passed before, changed since)
       · triple    –/3  Thrice the number

    0 of 2 done, 0 of 6 points
    ");
    course.write(DOUBLE, &course.solution());
    assert_eq!(standing(&course), "done");
}

#[test]
fn only_a_whole_grading_of_the_working_copy_counts() {
    let course = Course::new();
    let reference = "solutions/1_first/1_double/reference.rs";
    for arguments in [
        &["grade", "double", "--submission", reference][..],
        &["grade", "double", "--check", "takes_its_time"],
        &["grade", "double", "--seed", "3"],
    ] {
        said(&course, arguments);
        assert!(!course.path(".grader").exists(), "{arguments:?}");
    }
}

#[test]
fn hints_come_step_by_step_and_after_a_failure_its_own_comes_first() {
    let course = Course::new();
    let hint = || said(&course, &["hint"]).0;
    insta::assert_snapshot!(hint(), @"
    Twice the number  hint 1 of 3

    Which number comes back?

    2 more hints: grader hint double
    ");
    said(&course, &["grade", "double"]);
    insta::assert_snapshot!(hint(), @"
    Twice the number  about the failed check `is_doubled`

    Compare the expected value with the actual one: what is missing, doubled or
    changed?

    2 more hints: grader hint double
    ");
    assert!(hint().contains("hint 2 of 3"));
    insta::assert_snapshot!(hint(), @"
    Twice the number  hint 3 of 3

    Multiply by 2.
    ");
    assert!(hint().contains("hint 3 of 3, once more: it was the last"));
    assert!(said(&course, &["hint", "triple"]).0.contains("hint 1 of 3"));
}

#[test]
fn a_reset_keeps_the_version_beside_the_stub_without_git() {
    let course = Course::new();
    let stub = course.read(DOUBLE);
    course.write(DOUBLE, "// mine\n");
    insta::assert_snapshot!(said(&course, &["reset", "double"]).0, @"
    `double` holds its stub again.
    Your version is kept as exercises/1_first/1_double/lib.1.rs
    ");
    assert_eq!(course.read(DOUBLE), stub);
    assert_eq!(
        course.read("exercises/1_first/1_double/lib.1.rs"),
        "// mine\n"
    );
    insta::assert_snapshot!(said(&course, &["reset", "double"]).0, @"`double` holds its stub already; nothing was changed.");
    // What is kept is no part of what is compiled.
    assert_eq!(said(&course, &["grade", "double"]).1, 1);
}

#[test]
fn the_solution_is_refused_before_a_pass_and_says_what_to_do() {
    let course = Course::new();
    let (text, status) = said(&course, &["solution", "double"]);
    assert_eq!(status, 2);
    insta::assert_snapshot!(text, @"
    error: the reference solution of `double` is shown after full marks
      --> […]/exercises/1_first/1_double
    help: grade it: `grader grade double`; if you are stuck: `grader hint double`
    ");
    course.write(DOUBLE, &course.read("solutions/1_first/1_double/added.rs"));
    said(&course, &["grade", "double"]);
    let (text, status) = said(&course, &["solution", "double"]);
    assert_eq!(status, 0);
    assert!(
        text.contains("-    number + number\n+    number * 2\n"),
        "{text}"
    );
    assert!(text.contains("# Why it works"), "{text}");
}

#[test]
fn a_damaged_progress_file_is_kept_and_told_and_the_verdict_stands() {
    let course = Course::new();
    said(&course, &["hint"]);
    fs::write(course.path(".grader/progress.json"), "{ half").unwrap();
    course.write(DOUBLE, &course.solution());
    let output = course.grader(&["grade", "double"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("progress.damaged-1.json"), "{told}");
    assert_eq!(course.read(".grader/progress.damaged-1.json"), "{ half");
    assert_eq!(standing(&course), "done");
}

#[test]
fn a_course_that_cannot_be_written_is_graded_all_the_same() {
    let course = Course::new();
    // A file stands where the folder would be; that stops root too.
    fs::write(course.path(".grader"), "").unwrap();
    let output = course.grader(&["grade", "double"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("warning: your progress cannot be kept"),
        "{told}"
    );
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["score"]["earned"], 1);
}

#[test]
fn completions_and_the_manual_name_every_command() {
    let course = Course::new();
    let commands = [
        "watch", "list", "hint", "reset", "solution", "grade", "verify",
    ];
    for arguments in [
        &["completions", "bash"][..],
        &["completions", "zsh"],
        &["completions", "fish"],
        &["manual"],
    ] {
        let (text, status) = said(&course, arguments);
        assert_eq!(status, 0);
        for command in commands {
            assert!(text.contains(command), "{arguments:?} has no {command}");
        }
    }
}

#[test]
fn every_command_shows_examples_in_its_help() {
    let course = Course::new();
    let (help, _) = said(&course, &["--help"]);
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let lines = commands.lines().take_while(|line| !line.is_empty());
    // A line that goes on is indented further.
    let names = lines.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    for name in names.filter(|name| !name.is_empty()) {
        if name != "help" {
            let (text, status) = said(&course, &[name, "--help"]);
            assert_eq!(status, 0);
            assert!(text.contains("Examples:\n  "), "{name}\n{text}");
        }
    }
}
