//! The guide for instructors: what it tells to write is written, and every command in it is run.
//!
//! In a `console` block a line with `$ ` is a command, which ends with status 0 unless the line after it says
//! `# exit status N`. A block with `file=PATH` is added to that file of the course.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

#[path = "new/course.rs"]
mod course;

use course::{grader, small_course, whole_course};
use std::fs::{self, OpenOptions};
use std::io::Write;
use tempfile::TempDir;

/// One thing that the guide tells to do.
#[derive(Debug, PartialEq)]
enum Step {
    /// Run the grader with these arguments; it ends with this status.
    Run(Vec<String>, i32),
    /// Add this text to this file.
    Add(String, String),
}

/// The steps of a document, in order.
fn steps(document: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if info == "console" {
            steps.extend(commands(&block));
        } else if let Some((_, path)) = info.split_once(" file=") {
            steps.push(Step::Add(path.to_owned(), block.join("\n")));
        }
    }
    steps
}

fn commands(block: &[&str]) -> Vec<Step> {
    let mut commands = Vec::new();
    for (number, line) in block.iter().enumerate() {
        let Some(command) = line.strip_prefix("$ ") else {
            continue;
        };
        let arguments = command.strip_prefix("cargo run --release -- ");
        let arguments = arguments.unwrap_or_else(|| panic!("this test cannot run `{command}`"));
        let after = block.get(number + 1).copied().unwrap_or_default();
        let status = after.strip_prefix("# exit status ");
        let arguments = arguments.split_whitespace().map(str::to_owned).collect();
        let status = status.map_or(0, |status| status.parse().unwrap());
        commands.push(Step::Run(arguments, status));
    }
    commands
}

fn follow(step: &Step, course: &TempDir) {
    match step {
        Step::Run(arguments, status) => {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let output = grader(course, &arguments).output().unwrap();
            let said = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
            let said = said.concat();
            assert_eq!(output.status.code(), Some(*status), "{arguments:?}\n{said}");
        }
        Step::Add(path, text) => {
            let path = course.path().join(path);
            let beginning = if path.exists() { "\n" } else { "" };
            let mut file = OpenOptions::new()
                .create(true)
                .append(true)
                .open(path)
                .unwrap();
            writeln!(file, "{beginning}{text}").unwrap();
        }
    }
}

#[test]
fn whoever_follows_the_guide_has_a_verified_exercise() {
    let course = small_course();
    let guide = whole_course().join("grader/docs/adding-an-exercise.md");
    let steps = steps(&fs::read_to_string(guide).unwrap());
    let verified =
        |step: &Step| matches!(step, Step::Run(arguments, 0) if arguments[0] == "verify");
    assert!(steps.iter().any(verified), "{steps:#?}");
    for step in &steps {
        follow(step, &course);
    }
}

#[test]
fn a_command_has_the_status_that_the_line_after_it_says() {
    let document = "```console\n$ cargo run --release -- grade a\n# exit status 1\n$ cargo run --release -- schema\n```\n\
        ```rust file=a.rs\none\ntwo\n```\n```rust\nthree\n```\n";
    let run = |arguments: &[&str], status| {
        Step::Run(
            arguments.iter().map(|word| (*word).to_owned()).collect(),
            status,
        )
    };
    let expected = [
        run(&["grade", "a"], 1),
        run(&["schema"], 0),
        Step::Add("a.rs".to_owned(), "one\ntwo".to_owned()),
    ];
    assert_eq!(steps(document), expected);
}
