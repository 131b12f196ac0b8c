//! A new exercise verifies at once, and each way of breaking it is named exactly.
use crate::course::{empty_course, grader};
use crate::new;
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

/// What `grader verify` finds in a course: a line for each fault.
fn faults(course: &TempDir, arguments: &[&str]) -> String {
    let output = grader(course, &["verify", "--format", "json"])
        .args(arguments)
        .output()
        .unwrap();
    let found: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let exercises = found["exercises"].as_array().unwrap().iter();
    let all = exercises.flat_map(|exercise| exercise["faults"].as_array().unwrap());
    let all = found["faults"].as_array().unwrap().iter().chain(all);
    let text = |fault: &Value, field: &str| fault[field].as_str().unwrap_or_default().to_owned();
    let lines: Vec<String> = all
        .map(|fault| {
            let (kind, file, what) = (
                text(fault, "kind"),
                text(fault, "file"),
                text(fault, "what"),
            );
            format!("{kind}: {file}: {what}")
        })
        .collect();
    assert_eq!(
        output.status.code(),
        Some(i32::from(!lines.is_empty())),
        "{lines:#?}"
    );
    lines.join("\n")
}

/// A course with new exercises of these names, in chapter 6.
fn course_with(names: &[&str]) -> TempDir {
    let course = empty_course();
    new(&course, "6_practice", names[0]);
    for name in &names[1..] {
        new(&course, "6", name);
    }
    course
}

fn change(course: &TempDir, path: &str, was: &str, becomes: &str) {
    let path = course.path().join(path);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(was), "{} has no `{was}`", path.display());
    fs::write(path, text.replacen(was, becomes, 1)).unwrap();
}

fn copy(course: &TempDir, from: &str, to: &str) {
    fs::copy(course.path().join(from), course.path().join(to)).unwrap();
}

#[test]
fn a_course_with_a_new_exercise_has_no_fault() {
    let course = course_with(&["match_board"]);
    assert_eq!(faults(&course, &[]), "");
}

#[test]
fn each_way_of_breaking_a_new_exercise_is_named() {
    let course = course_with(&[
        "stub_passes",
        "solution_fails",
        "mistake_passes",
        "other_diagnosis",
        "idle_check",
        "missing_hint",
        "stray_file",
    ]);
    let (reference, stub) = ("reference.rs", "src/lib.rs");
    copy(
        &course,
        &format!("solutions/6_practice/1_stub_passes/{reference}"),
        &format!("exercises/6_practice/1_stub_passes/{stub}"),
    );
    copy(
        &course,
        &format!("solutions/6_practice/1_stub_passes/{reference}"),
        &format!("exercises/6_practice/1_stub_passes/.stub/{stub}"),
    );
    copy(
        &course,
        &format!("exercises/6_practice/2_solution_fails/{stub}"),
        &format!("solutions/6_practice/2_solution_fails/{reference}"),
    );
    change(
        &course,
        "tests/6_practice/3_mistake_passes/mistakes/spawned_one_by_one.rs",
        "    let white = white.await.expect(\"a request does not panic\")?;\n    \
         let black = tokio::spawn(api.user(black));\n",
        "    let black = tokio::spawn(api.user(black));\n    \
         let white = white.await.expect(\"a request does not panic\")?;\n",
    );
    change(
        &course,
        "tests/6_practice/4_other_diagnosis/mistakes/in_order_of_the_answers.rs",
        "wrong_order",
        "wrong_result",
    );
    change(
        &course,
        "tests/6_practice/5_idle_check/checks.rs",
        "harness::main!();",
        "/// Two matches are two answers.\n#[check(behaviour, points = 1)]\n\
         async fn two_matches(lab: Lab) {\n    let api = UserApi::new(lab.conditions());\n    \
         let (white, black) = match_of(&lab);\n    drop(ask(&lab, &api, white, black).await);\n    \
         drop(ask(&lab, &api, black, white).await);\n    \
         lab.expect_eq(\"the answers\", 4, api.backend().meter().answered);\n}\n\nharness::main!();",
    );
    change(
        &course,
        "exercises/6_practice/6_missing_hint/exercise.toml",
        "    \"Send both requests before you wait for an answer. A future sends nothing until somebody polls it.\",\n",
        "",
    );
    fs::write(
        course
            .path()
            .join("tests/6_practice/7_stray_file/checks.rs.orig"),
        "",
    )
    .unwrap();
    insta::assert_snapshot!(faults(&course, &[]), @"
    stub_passes: exercises/6_practice/1_stub_passes/src/lib.rs: the stub passes every check
    accepted_fails: solutions/6_practice/2_solution_fails/reference.rs: the accepted version fails `both_at_once`: sequential
    mistake_passes: tests/6_practice/3_mistake_passes/mistakes/spawned_one_by_one.rs: the mistake passes every check
    other_diagnosis: tests/6_practice/4_other_diagnosis/mistakes/in_order_of_the_answers.rs: the mistake fails `white_before_black` with the diagnosis wrong_order; declared is wrong_result
    check_never_fails: tests/6_practice/5_idle_check/checks.rs: nothing fails `two_matches`: no mistake, nor the stub
    bad_hints: exercises/6_practice/6_missing_hint/exercise.toml: it has 2 hints instead of 3
    stray_file: tests/6_practice/7_stray_file/checks.rs.orig: it does not belong here
    ");
}

#[test]
fn a_new_exercise_with_a_check_that_reads_the_wall_clock_is_flaky() {
    let course = course_with(&["match_board"]);
    // std's clocks are virtual in the laboratory, and a check reaches no file; this old call of the C library
    // still tells the real time.
    change(
        &course,
        "tests/6_practice/1_match_board/checks.rs",
        "#[check(behaviour, points = 1)]\nasync fn white_before_black(lab: Lab) {\n",
        "#[check(behaviour, points = 1, schedules = 1)]\nasync fn white_before_black(lab: Lab) {\n    \
         unsafe extern \"C\" {\n        \
         fn gettimeofday(time: *mut [i64; 2], zone: *mut u8) -> i32;\n    }\n    \
         let mut time = [0_i64; 2];\n    \
         unsafe { gettimeofday(&raw mut time, std::ptr::null_mut()) };\n    \
         let even = time[1] / 1_000 % 2 == 0;\n    \
         lab.expect_eq(\"it\", true, even);\n",
    );
    let flaky = faults(&course, &["match_board", "--repeat", "16"]);
    let checks = "tests/6_practice/1_match_board/checks.rs";
    let expected = format!(
        "flaky: {checks}: `white_before_black` is flaky: with the same seed it says now this, now that"
    );
    assert!(flaky.lines().any(|line| line == expected), "{flaky}");
}
