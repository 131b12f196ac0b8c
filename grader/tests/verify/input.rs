//! Bad input, and how the command ends.
use crate::broken_course::Course;
use serde_json::Value;
use std::fs;
use std::process::Stdio;
use tempfile::TempDir;

#[test]
fn an_unknown_exercise_is_named_with_the_nearest() {
    let (said, status) = Course::new().told(&["duble"]);
    assert_eq!(status, 2);
    insta::assert_snapshot!(said, @"
    error: there is no exercise `duble`
    help: did you mean `double`? the exercises are: double
    ");
}

#[test]
fn a_folder_without_a_course_is_told_so() {
    let folder = TempDir::new().unwrap();
    let mut command = Course::new().verify(&["--format=json"]);
    let output = command.current_dir(folder.path()).output().unwrap();
    let error: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (output.status.code(), &error["error"]["kind"]),
        (Some(2), &"no_course".into())
    );
}

#[test]
fn nothing_at_once_and_no_repetition_are_refused() {
    for arguments in [["--jobs", "0"], ["--repeat", "0"]] {
        let (said, status) = Course::new().told(&arguments);
        assert_eq!(status, 2);
        assert!(said.contains("invalid value '0'"), "{said}");
    }
}

#[test]
fn a_missing_tool_is_named_with_what_installs_it() {
    let course = Course::new();
    // A file of the repository: one that a test has just written may still be open in a process that another
    // test starts, and then it cannot be run.
    let compiler = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/verify/rustc_without_tools.sh"
    );
    let mut command = course.verify(&["--format=text"]);
    let output = command.env("RUSTC", compiler).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(String::from_utf8(output.stderr).unwrap(), @"
    error: `clippy-driver`, which comes with the Rust compiler, is not installed
    help: install it: `rustup component add clippy`
    ");
}

#[test]
fn a_reader_that_goes_away_changes_nothing() {
    let course = Course::new();
    let mut child = course.verify(&[]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn an_interrupted_verification_leaves_no_process_and_no_file() {
    let course = Course::new();
    let folder = TempDir::new().unwrap();
    let mut command = course.verify(&["--repeat", "100"]);
    command.env("TMPDIR", folder.path());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    while fs::read_dir(folder.path()).unwrap().count() == 0 {
        assert!(
            child.try_wait().unwrap().is_none(),
            "it ended before it made a workspace"
        );
        std::thread::yield_now();
    }
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
    // Standard error ends when the last process that has it ends.
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let error: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(error["error"]["kind"], "interrupted");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn one_exercise_alone_is_verified_without_the_course_around_it() {
    let course = Course::new();
    course.write("tests/9_nine/1_nothing/checks.rs", "//! Nothing.");
    let folder = course.path("exercises/1_first/1_double");
    let (verification, status) = course.json(&["double", folder.to_str().unwrap()]);
    assert_eq!(status, 0, "{verification:#}");
    assert_eq!(verification["exercises"].as_array().unwrap().len(), 1);
    assert_eq!(verification["faults"], serde_json::json!([]));
}

#[test]
fn the_schema_is_one_of_the_verification() {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_grader"));
    let output = command.args(["schema", "verify"]).output().unwrap();
    assert!(output.status.success());
    let schema: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(schema.to_string().contains("mistake_passes"));
}
