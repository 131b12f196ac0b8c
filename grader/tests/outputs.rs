//! `--format` and `--output` for CI services, seen from outside.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const EXERCISE: &str = "2_concurrency/2_gather_users";

fn course() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap().to_owned()
}

fn stub() -> PathBuf {
    course().join("exercises").join(EXERCISE).join("src/lib.rs")
}

/// The grader in this folder, away from the variables of a CI service that may run this test.
fn grader(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_grader"));
    command.current_dir(folder).args(arguments);
    command.env_remove("GITHUB_STEP_SUMMARY");
    command
}

/// Grades one quick check, or all of them, of a submission.
fn grade(folder: &Path, submission: &str, arguments: &[&str]) -> Output {
    let course = course();
    let mut command = grader(
        folder,
        &["grade", "gather_users", "--submission", submission],
    );
    command.arg("--course").arg(course).args(arguments);
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_owned()).unwrap()
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// A repository with the stub as a submission, in a folder of its own.
fn repository() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::create_dir_all(folder.path().join("week 2/src")).unwrap();
    fs::copy(stub(), folder.path().join("week 2/src/lib.rs")).unwrap();
    folder
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn one_grading_writes_each_file_in_its_own_format() {
    let folder = repository();
    let here = folder.path();
    let one = ["--check", "nobody_to_fetch"];
    let outputs = [
        "--format=junit",
        "--output=plain",
        "--output=json=r.json",
        "--output=text=r.txt",
        "--output=sarif=r.sarif",
        "--output=gitlab=gl.json",
        "--output=classroom=c",
        "--output=gradescope=results.json",
        "--output=markdown=m.md",
        "--output=./a=b",
    ];
    let output = grade(here, "week 2", &[&one[..], &outputs[..]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let printed = text(&output.stdout);
    assert!(printed.starts_with("<?xml"), "{printed}");
    // Without a name of its own a file gets what standard output gets.
    assert_eq!(fs::read_to_string(here.join("plain")).unwrap(), printed);
    assert_eq!(fs::read_to_string(here.join("a=b")).unwrap(), printed);
    assert_eq!(json(&here.join("r.json"))["passed"], true);
    assert!(
        fs::read_to_string(here.join("r.txt"))
            .unwrap()
            .contains("nobody_to_fetch")
    );
    assert_eq!(json(&here.join("r.sarif"))["version"], "2.1.0");
    assert_eq!(json(&here.join("results.json"))["score"], 1.0);
    let written = ".git a=b c gl.json m.md plain r.json r.sarif r.txt results.json week 2";
    assert_eq!(files(here).join(" "), written, "no temporary file is left");
}

#[test]
fn annotations_are_on_the_lines_of_the_repository_and_a_summary_is_added() {
    let folder = repository();
    let summary = folder.path().join("summary.md");
    fs::write(&summary, "before\n").unwrap();
    // From a folder below, as with `working-directory`, and for the file itself.
    let mut command = grader(
        &folder.path().join("week 2"),
        &["grade", "gather_users", "--submission", "src/lib.rs"],
    );
    command
        .arg("--course")
        .arg(course())
        .args(["--format", "github"]);
    let output = command
        .env("GITHUB_STEP_SUMMARY", &summary)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let printed = text(&output.stdout);
    let source = fs::read_to_string(stub()).unwrap();
    let line = 1 + source
        .lines()
        .position(|line| line.contains(".await"))
        .unwrap();
    let beginning = format!("::error file=week 2/src/lib.rs,line={line},col=");
    assert!(printed.starts_with(&beginning), "{printed}");
    let summary = fs::read_to_string(summary).unwrap();
    assert!(
        summary.starts_with("before\n## The slow team page: "),
        "{summary}"
    );
}

#[test]
fn without_a_repository_paths_begin_at_the_folder_of_the_command() {
    let folder = repository();
    fs::remove_dir(folder.path().join(".git")).unwrap();
    let sarif = |from: &Path, submission: &str| -> String {
        let output = grade(
            from,
            submission,
            &["--check", "all_at_once", "--format", "sarif"],
        );
        let log: Value = serde_json::from_slice(&output.stdout).unwrap();
        let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        place["artifactLocation"]["uri"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(sarif(folder.path(), "week 2"), "week%202/src/lib.rs");
    let outside = sarif(
        &course().join("grader"),
        folder.path().join("week 2").to_str().unwrap(),
    );
    assert!(
        outside.starts_with("file:///") && outside.ends_with("/week%202/src/lib.rs"),
        "{outside}"
    );
}

#[test]
fn a_file_that_is_named_twice_is_an_error_before_anything_is_graded() {
    let folder = repository();
    let output = grade(
        folder.path(),
        "week 2",
        &["--format=text", "--output=junit=a", "--output=./a"],
    );
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(text(&output.stderr), @r"
    error: this file is named twice, for two reports
      --> ./a
    help: give each `--output` a file of its own
    ");
    assert_eq!(files(folder.path()), [".git", "week 2"]);
}

#[test]
fn one_file_that_cannot_be_written_keeps_all_from_being_graded() {
    let folder = repository();
    let output = grade(
        folder.path(),
        "week 2",
        &["--output=junit=a", "--output=sarif=no/such/b"],
    );
    assert_eq!(output.status.code(), Some(2));
    let error: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&error["error"]["kind"], &error["error"]["path"]),
        (&"output_not_writable".into(), &"no/such/b".into())
    );
    assert_eq!(files(folder.path()), [".git", "week 2"]);
}

#[test]
fn an_unknown_format_is_told_with_those_that_there_are() {
    let folder = repository();
    let output = grade(folder.path(), "week 2", &["--output=xml=a"]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    let known = "json, jsonl, text, junit, sarif, github, gitlab, classroom, gradescope, exercism, markdown";
    assert!(
        said.contains("no format `xml`") && said.contains(known),
        "{said}"
    );
    for command in ["verify", "doctor"] {
        let output = grader(&course(), &[command, "--format=junit"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        let said = text(&output.stderr);
        assert!(
            said.contains("[possible values: auto, json, text]"),
            "{said}"
        );
    }
}

#[test]
fn an_error_is_never_a_score() {
    let folder = repository();
    let failed = |format: &str, outputs: &[&str]| {
        let format = format!("--format={format}");
        let output = grade(
            folder.path(),
            "no/such.rs",
            &[&[format.as_str()][..], outputs].concat(),
        );
        assert_eq!(output.status.code(), Some(2));
        let said = text(&output.stderr);
        assert!(said.contains("the submission does not exist"), "{said}");
        text(&output.stdout)
    };
    for silent in ["junit", "sarif", "gitlab", "gradescope", "markdown"] {
        assert_eq!(failed(silent, &[]), "", "{silent}");
    }
    let outputs = [
        "--output=gradescope=g",
        "--output=exercism=e",
        "--output=junit=j",
    ];
    let printed = failed("github", &outputs);
    assert!(
        printed
            .starts_with("::error title=nothing was graded::error: the submission does not exist"),
        "{printed}"
    );
    assert_eq!(printed.lines().count(), 1);
    // The one whose reader knows what an error is.
    assert_eq!(files(folder.path()), [".git", "e", "week 2"]);
    let results = json(&folder.path().join("e"));
    assert_eq!(
        (&results["status"], &results["version"]),
        (&"error".into(), &3.into())
    );
}

#[test]
fn no_format_shows_a_line_of_the_hidden_checks() {
    let folder = repository();
    let checks =
        fs::read_to_string(course().join("tests").join(EXERCISE).join("checks.rs")).unwrap();
    let hidden: Vec<&str> = checks
        .lines()
        .map(str::trim)
        .filter(|line| line.len() > 20 && !line.starts_with("//"))
        .collect();
    assert!(hidden.len() > 20);
    let formats = [
        "junit",
        "sarif",
        "github",
        "gitlab",
        "gradescope",
        "exercism",
        "markdown",
    ];
    let named: Vec<String> = formats
        .iter()
        .map(|format| format!("--output={format}=out-{format}"))
        .collect();
    let named: Vec<&str> = named.iter().map(String::as_str).collect();
    fs::write(folder.path().join("wrong.rs"), "pub fn other() {}\n").unwrap();
    for submission in ["week 2", "wrong.rs"] {
        grade(folder.path(), submission, &named);
        for format in formats {
            let text = fs::read_to_string(folder.path().join(format!("out-{format}"))).unwrap();
            let shown = hidden.iter().find(|line| text.contains(**line));
            assert_eq!(shown, None, "{format}");
        }
    }
}
