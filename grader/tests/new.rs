//! `grader new`: what it writes, and that it works at once.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

#[path = "new/course.rs"]
mod course;
#[path = "new/refused.rs"]
mod refused;
#[path = "new/verified.rs"]
mod verified;

use course::{grader, small_course};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// What a command says: exit status, standard output, standard error; the course's path is hidden.
fn said(command: &mut Command, course: &TempDir) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let text = [stdout, stderr]
        .map(|bytes| String::from_utf8(bytes).unwrap())
        .concat();
    let text = text.replace(course.path().to_str().unwrap(), "[…]");
    format!("status {}\n{text}", status.code().unwrap())
}

fn new(course: &TempDir, chapter: &str, name: &str) -> String {
    said(&mut grader(course, &["new", chapter, name]), course)
}

/// Every file and folder of the course, with its content.
fn content(course: &TempDir) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![course.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(course.path()).unwrap().to_str().unwrap();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path.clone());
            }
            all.insert(name.to_owned(), fs::read(&path).ok());
        }
    }
    all
}

#[test]
fn a_new_exercise_is_three_folders_and_a_row_in_the_readme() {
    let course = small_course();
    let before = content(&course);
    insta::assert_snapshot!(new(&course, "2_concurrency", "match_board"), @"
    status 0
    Wrote a small exercise that works:

      exercises/2_concurrency/3_match_board
          what learners get: the stub, its README, the hints
      tests/2_concurrency/3_match_board
          the hidden checks, and the mistakes that they must find
      solutions/2_concurrency/3_match_board
          the versions that they must accept, and NOTES.md
      README.md
          a row in the table of exercises

    Next, see that it holds; then make it yours, a step at a time:

      grader verify match_board
      grader grade match_board

    grader/docs/adding-an-exercise.md shows the way.
    ");
    let after = content(&course);
    let new: Vec<&str> = after
        .keys()
        .filter(|path| !before.contains_key(*path))
        .map(String::as_str)
        .collect();
    insta::assert_snapshot!(new.join("\n"), @"
    exercises/2_concurrency/3_match_board
    exercises/2_concurrency/3_match_board/.stub
    exercises/2_concurrency/3_match_board/.stub/src
    exercises/2_concurrency/3_match_board/.stub/src/lib.rs
    exercises/2_concurrency/3_match_board/Cargo.toml
    exercises/2_concurrency/3_match_board/README.md
    exercises/2_concurrency/3_match_board/exercise.toml
    exercises/2_concurrency/3_match_board/src
    exercises/2_concurrency/3_match_board/src/lib.rs
    solutions/2_concurrency/3_match_board
    solutions/2_concurrency/3_match_board/NOTES.md
    solutions/2_concurrency/3_match_board/reference.rs
    solutions/2_concurrency/3_match_board/spawned.rs
    tests/2_concurrency/3_match_board
    tests/2_concurrency/3_match_board/checks.rs
    tests/2_concurrency/3_match_board/mistakes
    tests/2_concurrency/3_match_board/mistakes/in_order_of_the_answers.rs
    tests/2_concurrency/3_match_board/mistakes/slept_until_both_are_there.rs
    tests/2_concurrency/3_match_board/mistakes/spawned_one_by_one.rs
    ");
    let changed: Vec<&String> = before
        .keys()
        .filter(|path| before[*path] != after[*path])
        .collect();
    assert_eq!(changed, ["README.md"]);
}

#[test]
fn the_readme_of_this_course_takes_a_row_and_stays_as_it_is_otherwise() {
    let course = small_course();
    let readme = || fs::read_to_string(course.path().join("README.md")).unwrap();
    let before = readme();
    new(&course, "2", "match_board");
    let after = readme();
    let row =
        "| 2 | [`match_board`](exercises/2_concurrency/3_match_board) | The slow match board |\n";
    assert_eq!(after.replacen(row, "", 1), before);
    assert_ne!(after, before);
}

#[test]
fn an_exercise_gets_the_number_that_is_asked_for_or_the_next_one() {
    let course = small_course();
    new(&course, "2", "7_first");
    new(&course, "2_concurrency", "second");
    fs::create_dir(course.path().join("tests/2_concurrency/11_left_behind")).unwrap();
    new(&course, "2", "third");
    new(&course, "6_cancellation", "fourth");
    for folder in [
        "2_concurrency/7_first",
        "2_concurrency/8_second",
        "2_concurrency/12_third",
        "6_cancellation/1_fourth",
    ] {
        for tree in ["exercises", "tests", "solutions"] {
            assert!(
                course.path().join(tree).join(folder).is_dir(),
                "{tree}/{folder}"
            );
        }
    }
}

#[test]
fn a_new_exercise_is_formatted_whatever_its_name() {
    let course = small_course();
    for name in ["a", &"z".repeat(64)] {
        new(&course, "2", name);
    }
    let sources: Vec<String> = content(&course)
        .into_keys()
        .filter(|path| path.ends_with(".rs"))
        .collect();
    let formatted = Command::new("rustfmt")
        .current_dir(course.path())
        .args(["--check", "--edition", "2024"])
        .args(sources)
        .output()
        .unwrap();
    assert!(
        formatted.status.success(),
        "{}",
        String::from_utf8_lossy(&formatted.stdout)
    );
}

#[test]
fn an_empty_course_gets_its_first_exercise() {
    let course = TempDir::new().unwrap();
    fs::write(course.path().join("Cargo.toml"), "[workspace]\n").unwrap();
    fs::create_dir(course.path().join("exercises")).unwrap();
    let text = new(&course, "1_basics", "match_board");
    assert!(text.starts_with("status 0\n"), "{text}");
    assert!(
        course
            .path()
            .join("exercises/1_basics/1_match_board/exercise.toml")
            .is_file()
    );
}

#[test]
fn a_readme_without_a_table_of_exercises_stays_as_it_is() {
    let course = small_course();
    let readme = course.path().join("README.md");
    fs::write(&readme, "# A course\n").unwrap();
    let text = new(&course, "2", "match_board");
    let line = "README.md has no table of exercises. Lead to the new one from there: \
        [match_board](exercises/2_concurrency/3_match_board)\n";
    assert!(text.contains(line), "{text}");
    assert_eq!(fs::read_to_string(&readme).unwrap(), "# A course\n");
}

#[test]
fn a_course_elsewhere_is_named_in_the_next_commands() {
    let (course, elsewhere) = (small_course(), TempDir::new().unwrap());
    let folder = course.path().to_str().unwrap();
    let mut command = grader(&elsewhere, &["new", "2", "match_board", "--course", folder]);
    let text = said(&mut command, &course);
    assert!(
        text.contains("  […]/tests/2_concurrency/3_match_board\n"),
        "{text}"
    );
    assert!(
        text.contains("  grader verify match_board --course […]\n"),
        "{text}"
    );
}

#[test]
fn a_readme_that_is_a_link_stays_one() {
    let course = small_course();
    let (readme, text) = (
        course.path().join("README.md"),
        course.path().join("text.md"),
    );
    fs::rename(&readme, &text).unwrap();
    symlink("text.md", &readme).unwrap();
    new(&course, "2", "match_board");
    assert_eq!(fs::read_link(&readme).unwrap(), Path::new("text.md"));
    assert!(
        fs::read_to_string(&text)
            .unwrap()
            .contains("exercises/2_concurrency/3_match_board")
    );
}
