//! What is wrong with one exercise of many is told, and hides nothing of the others.
use super::{DOUBLE, TRIPLE, ids};
use crate::course::Course;
use serde_json::{Value, json};

const CHECKS: &str = "course/tests/1_first/1_double/checks.rs";

/// A course whose first exercise has checks that do not compile.
fn with_broken_checks() -> Course {
    let course = Course::new(&["double", "triple"]);
    let checks = course.read(CHECKS);
    course.write(
        CHECKS,
        &format!("{checks}\nfn secret_helper() -> u32 {{ \"\" }}\n"),
    );
    course
}

fn error<'a>(class: &'a Value, kind: &str) -> &'a Value {
    let errors = class["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 1, "{class:#}");
    assert_eq!(errors[0]["error"]["kind"], kind);
    &errors[0]
}

#[test]
fn broken_checks_are_told_are_no_score_of_0_and_end_with_status_3() {
    let course = with_broken_checks();
    let (class, status) = course.json(&["grade", "--all"]);
    assert_eq!(status, 3);
    assert_eq!(ids(&class), [TRIPLE]);
    assert_eq!(
        error(&class, "checks_do_not_compile")["exercise"]["id"],
        DOUBLE
    );
    let total = &class["total"];
    assert_eq!(total["score"]["possible"], 3);
    assert_eq!(
        (&total["passed"], &total["errors"]),
        (&json!(false), &json!(1))
    );
}

#[test]
fn what_the_compiler_says_of_broken_checks_is_not_for_students() {
    let course = with_broken_checks();
    for format in ["json", "text", "jsonl"] {
        let (said, status) = course.said(&["grade", "--all", &format!("--format={format}")]);
        assert_eq!(status, 3);
        assert!(!said.contains("secret_helper"), "{said}");
    }
    let (said, status) = course.said(&["grade", "double", "--reveal"]);
    assert_eq!(status, 3);
    assert!(!said.contains("secret_helper"), "{said}");
    let (said, _) = course.said(&["verify", "double"]);
    assert!(said.contains("secret_helper"), "{said}");
}

#[test]
fn an_exercise_that_is_badly_described_hides_no_other() {
    let course = Course::new(&["double", "triple"]);
    course.write(
        "course/exercises/1_first/1_double/exercise.toml",
        "titel = 1\n",
    );
    let (class, status) = course.json(&["grade", "--all"]);
    assert_eq!((status, ids(&class)), (3, vec![TRIPLE]));
    assert_eq!(error(&class, "bad_course_file")["exercise"]["id"], DOUBLE);
    let (lines, status) = course.said(&["grade", "double", "triple", "--format=jsonl"]);
    assert_eq!((status, lines.lines().count()), (3, 3));
    let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(first["error"]["kind"], "bad_course_file");
    assert_eq!(first["format_version"], 1);
}

#[test]
fn a_link_in_what_was_handed_in_is_told_and_not_followed() {
    let course = Course::new(&["double", "triple"]);
    let solution = course.solution(TRIPLE);
    course.write("work/exercises/1_first/2_triple/src/lib.rs", &solution);
    let link = course.path("work/exercises/1_first/1_double");
    std::os::unix::fs::symlink(course.path("course/solutions/1_first/1_double"), &link).unwrap();
    let (class, status) = course.json(&["grade", "--submission=../work"]);
    assert_eq!((status, ids(&class)), (2, vec![TRIPLE]));
    error(&class, "submission_is_link");
}

#[test]
fn a_file_over_the_limit_is_told() {
    let course = Course::new(&["double", "triple"]);
    let huge = "// much\n".repeat(200_000);
    course.write("work/exercises/1_first/1_double/src/lib.rs", &huge);
    let (class, status) = course.json(&["grade", "--submission=../work"]);
    assert_eq!(status, 2);
    error(&class, "submission_too_large");
    assert_eq!(class["exercises"][0]["status"], "missing");
}

#[test]
fn what_is_broken_is_told_after_the_table() {
    let course = with_broken_checks();
    let (text, _) = course.said(&["grade", "--all", "--format=text"]);
    insta::assert_snapshot!(text);
}
