//! Bad input: one clear message with the path and what to try, and nothing half-written.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const EXERCISE: &str = "2_concurrency/2_gather_users";

fn course() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// The command, in the course's folder.
fn grader(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_grader"));
    command.current_dir(course()).args(arguments);
    command
}

/// What the command says in text, with `hidden` replaced by `[…]`, after its exit status.
fn said(command: &mut Command, hidden: &Path) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = command.arg("--format=text").output().unwrap();
    assert_eq!(
        String::from_utf8(stdout).unwrap(),
        "",
        "an error is no report"
    );
    let text = String::from_utf8(stderr).unwrap();
    let text = text.replace(hidden.to_str().unwrap(), "[…]");
    format!("status {}\n{text}", status.code().unwrap())
}

fn submitted(content: impl AsRef<[u8]>) -> String {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("lib.rs");
    fs::write(&file, content).unwrap();
    let path = file.to_str().unwrap();
    said(
        &mut grader(&["grade", "gather_users", "--submission", path]),
        folder.path(),
    )
}

#[test]
fn an_unknown_exercise_gets_the_nearest_names() {
    let text = said(&mut grader(&["grade", "gahter_users"]), Path::new("…"));
    let (first, list) = text.split_once("the exercises are").unwrap();
    insta::assert_snapshot!(first, @"
    status 2
    error: there is no exercise `gahter_users`
    help: did you mean `gather_users`?
    ");
    assert!(list.contains("forgotten_await"), "{list}");
}

#[test]
fn an_unknown_check_gets_the_nearest_names() {
    let text = said(
        &mut grader(&["grade", "gather_users", "--check", "all_at_onec"]),
        Path::new("…"),
    );
    assert!(text.starts_with("status 2\n"), "{text}");
    assert!(
        text.contains("error: the exercise `gather_users` has no check `all_at_onec`"),
        "{text}"
    );
    assert!(
        text.contains("help: did you mean `all_at_once`? the checks are: "),
        "{text}"
    );
}

#[test]
fn a_submission_that_does_not_exist_is_named() {
    let text = said(
        &mut grader(&["grade", "gather_users", "--submission", "no/such.rs"]),
        Path::new("…"),
    );
    insta::assert_snapshot!(text, @"
    status 2
    error: the submission does not exist
      --> no/such.rs
    help: check the path, or leave `--submission` out to grade the copy in `exercises/`
    ");
}

#[test]
fn a_folder_without_the_editable_file_is_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().to_str().unwrap();
    let text = said(
        &mut grader(&["grade", "gather_users", "--submission", path]),
        folder.path(),
    );
    insta::assert_snapshot!(text, @"
    status 2
    error: the submission is a folder without the file `src/lib.rs`
      --> […]
    help: hand in the file itself, or a folder that has it at `src/lib.rs`
    ");
}

#[test]
fn an_empty_submission_is_refused() {
    insta::assert_snapshot!(submitted(" \n"), @"
    status 2
    error: the submission is empty
      --> […]/lib.rs
    help: save your work in the file and try again
    ");
}

#[test]
fn a_submission_that_is_not_utf_8_is_refused() {
    insta::assert_snapshot!(submitted(b"// caf\xe9\n"), @"
    status 2
    error: the submission is not UTF-8 text: the byte at offset 6 is not valid
      --> […]/lib.rs
    help: save the file as UTF-8 and try again
    ");
}

#[test]
fn a_submission_over_the_limit_is_refused() {
    insta::assert_snapshot!(submitted("// x".repeat(300 * 1024)), @"
    status 2
    error: the submission is too large: over 1024 KiB
      --> […]/lib.rs
    help: hand in the source file only, without generated data
    ");
}

#[test]
fn a_link_in_a_submission_is_refused() {
    let folder = TempDir::new().unwrap();
    let source = folder.path().join("src");
    fs::create_dir(&source).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", source.join("lib.rs")).unwrap();
    let path = folder.path().to_str().unwrap();
    let text = said(
        &mut grader(&["grade", "gather_users", "--submission", path]),
        folder.path(),
    );
    insta::assert_snapshot!(text, @"
    status 2
    error: the submission is a symbolic link, or is reached through one
      --> […]/src/lib.rs
    help: hand in a copy of the file itself
    ");
}

#[test]
fn an_output_that_cannot_be_written_is_known_before_grading() {
    // Nothing is graded: without a compiler that would be another error.
    for path in ["no/such/folder/report.json", "/proc/report.json", "grader"] {
        let mut command = grader(&["grade", "gather_users", "--output", path]);
        let text = said(command.env("PATH", ""), Path::new("…"));
        assert!(
            text.starts_with("status 2\nerror: the report cannot be written here"),
            "{text}"
        );
        assert!(text.contains(&format!("--> {path}\n")), "{text}");
    }
}

#[test]
fn an_error_leaves_no_output_behind() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("report.json");
    let arguments = [
        "grade",
        "gather_users",
        "--submission",
        "no/such.rs",
        "--output",
    ];
    let status = grader(&arguments).arg(&file).status().unwrap();
    assert_eq!(status.code(), Some(2));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_folder_without_a_course_is_told_so() {
    let folder = TempDir::new().unwrap();
    let text = said(
        grader(&["grade", "gather_users"]).current_dir(folder.path()),
        folder.path(),
    );
    insta::assert_snapshot!(text, @"
    status 2
    error: there is no course in this folder or above it
      --> […]
    help: run the grader inside the course's folder, or name that folder with `--course`
    ");
}

#[test]
fn a_course_without_exercises_is_told_so() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("Cargo.toml"), "[workspace]\n").unwrap();
    fs::create_dir(folder.path().join("exercises")).unwrap();
    let course = folder.path().to_str().unwrap();
    let text = said(
        &mut grader(&["grade", "gather_users", "--course", course]),
        folder.path(),
    );
    insta::assert_snapshot!(text, @"
    status 2
    error: the course has no exercises
      --> […]
    help: an exercise is a folder `exercises/<chapter>/<exercise>` with an `exercise.toml`
    ");
}

#[test]
fn a_missing_compiler_is_told_so() {
    let mut command = grader(&["grade", "gather_users"]);
    let text = said(command.env("PATH", "").env_remove("RUSTC"), Path::new("…"));
    insta::assert_snapshot!(text, @"
    status 2
    error: the Rust compiler `rustc` cannot be used: No such file or directory (os error 2)
    help: install Rust from https://rustup.rs and make sure that `rustc -vV` works here
    ");
}

#[test]
fn a_cache_that_cannot_be_written_is_told_so() {
    let mut command = grader(&["grade", "gather_users"]);
    let text = said(
        command.env("GRADER_CACHE_DIR", "/dev/null/cache"),
        Path::new("…"),
    );
    assert!(
        text.starts_with("status 2\nerror: the grader's cache cannot be written"),
        "{text}"
    );
    assert!(text.contains("--> /dev/null/cache/"), "{text}");
    assert!(text.contains("GRADER_CACHE_DIR"), "{text}");
}

#[test]
fn no_network_on_the_very_first_run_is_told_so() {
    let folder = TempDir::new().unwrap();
    let mut command = grader(&["grade", "gather_users"]);
    command
        .env("GRADER_CACHE_DIR", folder.path().join("cache"))
        .env("CARGO_HOME", folder.path().join("cargo"))
        // Nobody listens there.
        .env("CARGO_HTTP_PROXY", "http://127.0.0.1:9")
        .env("CARGO_NET_RETRY", "0");
    // Where rustup's files are does not follow from the place of cargo's any more.
    if let Some(home) =
        std::env::var_os("HOME").filter(|_| std::env::var_os("RUSTUP_HOME").is_none())
    {
        command.env("RUSTUP_HOME", Path::new(&home).join(".rustup"));
    }
    let text = said(&mut command, folder.path());
    assert!(text.starts_with("status 2\n"), "{text}");
    assert!(
        text.contains("error: the libraries that the exercises use could not be downloaded"),
        "{text}"
    );
    assert!(
        text.contains("help: the first grading needs the network once"),
        "{text}"
    );
    assert!(
        fs::read_dir(folder.path().join("cache/kits")).is_err(),
        "no half of a kit"
    );
}

/// A course with one exercise, whose hidden checks are these.
fn course_with_checks(checks: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let (exercise, tests) = (
        folder.path().join("exercises").join(EXERCISE),
        folder.path().join("tests").join(EXERCISE),
    );
    fs::create_dir_all(exercise.join("src")).unwrap();
    fs::create_dir_all(&tests).unwrap();
    let own = course().join("exercises").join(EXERCISE);
    for file in ["Cargo.toml", "exercise.toml", "src/lib.rs"] {
        fs::copy(own.join(file), exercise.join(file)).unwrap();
    }
    for file in ["Cargo.toml", "Cargo.lock"] {
        fs::copy(course().join(file), folder.path().join(file)).unwrap();
    }
    fs::write(tests.join("checks.rs"), checks).unwrap();
    folder
}

/// Grades the one exercise of such a course.
fn grade_in(course: &TempDir) -> Command {
    let course = course.path().to_str().unwrap();
    grader(&["grade", "gather_users", "--course", course])
}

#[test]
fn hidden_checks_that_do_not_compile_are_the_courses_fault() {
    let course = course_with_checks("fn main() { no_such_function() }");
    let text = said(&mut grade_in(&course), course.path());
    assert!(
        text.contains("error: the hidden checks of this exercise do not compile"),
        "{text}"
    );
    assert!(
        text.contains(&format!("--> […]/tests/{EXERCISE}/checks.rs")),
        "{text}"
    );
    assert!(text.starts_with("status 3\n"), "{text}");
    // Lines of the checks are for the instructor, who runs `grader verify`.
    assert!(text.contains("grader verify"), "{text}");
    assert!(!text.contains("no_such_function"), "{text}");
}

#[test]
fn hidden_checks_are_shown_to_nobody_when_a_learners_own_copy_does_not_fit() {
    let course = course_with_checks("fn main() { drop(gather_users::gather_users(1, 2, 3)) }");
    let Output { status, stdout, .. } = grade_in(&course).output().unwrap();
    let report = String::from_utf8(stdout).unwrap();
    assert_eq!(status.code(), Some(1), "{report}");
    assert!(
        report.contains("the checks cannot use this code"),
        "{report}"
    );
    assert!(!report.contains("drop("), "{report}");
}

#[test]
fn hidden_checks_that_answer_nothing_are_the_courses_fault() {
    let course = course_with_checks("fn main() {}");
    let text = said(&mut grade_in(&course), course.path());
    assert!(
        text.contains("error: the hidden checks of this exercise cannot be run"),
        "{text}"
    );
    assert!(
        text.contains(&format!("--> […]/tests/{EXERCISE}/checks.rs")),
        "{text}"
    );
}

#[test]
fn on_a_pipe_an_error_is_an_object() {
    let output = grader(&["grade", "gather_users", "--submission", "no/such.rs"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap(), @r#"
    {
      "format_version": 1,
      "error": {
        "kind": "submission_missing",
        "message": "the submission does not exist",
        "path": "no/such.rs",
        "help": "check the path, or leave `--submission` out to grade the copy in `exercises/`"
      }
    }
    "#);
}
