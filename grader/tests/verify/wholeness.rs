//! Folders and texts that are not as they must be.
use crate::broken_course::{Course, ID, STUB, STUB_COPY};
use std::fs;

#[test]
fn a_missing_hint_is_named() {
    let course = Course::new();
    course.change(
        &format!("exercises/{ID}/exercise.toml"),
        "    \"Multiply by 2.\",\n",
        "",
    );
    insta::assert_snapshot!(course.faults(&[]), @"
    ✘ exercises/1_first/1_double/exercise.toml
      it has 2 hints instead of 3
      help: write a question, then the idea, then the name of what helps
    ");
}

#[test]
fn stray_files_are_named_and_those_of_tools_are_not() {
    let course = Course::new();
    for file in [
        &format!("exercises/{ID}/.vscode/settings.json"),
        &format!("exercises/{ID}/target/debug/x"),
        &format!("exercises/{ID}/old.rs"),
        &format!("exercises/{ID}/src/lib.rs.orig"),
        &format!("solutions/{ID}/.gitkeep"),
        &format!("solutions/{ID}/todo.txt"),
        &format!("tests/{ID}/mistakes/notes.md"),
        "tests/1_first/checks.rs",
        "exercises/1_first/README.md",
    ] {
        course.write(file, "what lies about");
    }
    insta::assert_snapshot!(course.faults(&[]), @"
    ✘ tests/1_first/checks.rs
      it does not belong here
      help: remove it, or move it away; what belongs here: an exercise's folder

    ✘ exercises/1_first/1_double/old.rs
      it does not belong here
      help: remove it, or move it away; what belongs here: `Cargo.toml`,
            `README.md`, `exercise.toml` and `src/`

    ✘ exercises/1_first/1_double/src/lib.rs.orig
      it does not belong here
      help: remove it, or move it away; what belongs here: Rust files

    ✘ solutions/1_first/1_double/todo.txt
      it does not belong here
      help: remove it, or move it away; what belongs here: accepted versions
            (`.rs`), `NOTES.md` and `equivalents.toml`

    ✘ tests/1_first/1_double/mistakes/notes.md
      it does not belong here
      help: remove it, or move it away; what belongs here: mistakes (`.rs`)
    ");
}

#[test]
fn folders_without_an_exercise_are_named() {
    let course = Course::new();
    course.write("solutions/1_first/1_duble/reference.rs", "//! Nothing.");
    course.write("tests/2_second/1_other/checks.rs", "//! Nothing.");
    course.write("exercises/2_second/2_begun/src/lib.rs", "//! Nothing.");
    insta::assert_snapshot!(course.faults(&[]), @"
    ✘ exercises/2_second/2_begun
      the folder has no `exercise.toml`
      help: write its `exercise.toml`, or remove the folder

    ✘ solutions/1_first/1_duble
      there is no exercise `exercises/1_first/1_duble` that this folder belongs to
      help: is it meant for `1_first/1_double`? Else remove the folder

    ✘ tests/2_second/1_other
      there is no exercise `exercises/2_second/1_other` that this folder belongs to
      help: remove the folder, or write the exercise
    ");
}

#[test]
fn texts_that_are_not_whole_are_named() {
    let course = Course::new();
    course.write("README.md", "# A course\n");
    course.write(&format!("exercises/{ID}/README.md"), "Twice the number.\n");
    course.write(&format!("solutions/{ID}/NOTES.md"), "\n");
    course.change(
        &format!("exercises/{ID}/Cargo.toml"),
        "publish = false\n",
        "",
    );
    course.change(
        &format!("exercises/{ID}/exercise.toml"),
        "Twice the number",
        " ",
    );
    insta::assert_snapshot!(course.faults(&[]), @"
    ✘ README.md
      it does not lead to `exercises/1_first/1_double`
      help: add a link to `exercises/1_first/1_double`, or one to its chapter
            `exercises/1_first`

    ✘ exercises/1_first/1_double/Cargo.toml
      `publish = false` is missing: an exercise is not for a registry
      help: write it below `[package]`

    ✘ exercises/1_first/1_double/README.md
      it does not end with where to read more
      help: end with a line `Read more:` and a list of links

    ✘ exercises/1_first/1_double/README.md:1
      it does not begin with a title
      help: begin with a line like `# The missing record`

    ✘ exercises/1_first/1_double/exercise.toml
      the title is empty
      help: write it, in a few words

    ✘ solutions/1_first/1_double/NOTES.md
      the file is empty, or no text
      help: write it: why the reference works, what else works, what people try
            first
    ");
}

#[test]
fn an_exercise_without_mistakes_is_told_so() {
    let course = Course::new();
    let mistakes = course.path(&format!("tests/{ID}/mistakes"));
    fs::remove_dir_all(&mistakes).unwrap();
    fs::create_dir(&mistakes).unwrap();
    insta::assert_snapshot!(course.faults(&[]), @"
    ✘ tests/1_first/1_double/checks.rs:18
      nothing fails `takes_its_time`: no mistake, nor the stub
      help: write a mistake that this check finds, or take the check away

    ✘ tests/1_first/1_double/mistakes
      the exercise has too few mistakes: 0 of at least 3
      help: add wrong versions that people would write, each as a `.rs` file
    ");
}

#[test]
fn missing_files_are_named() {
    let course = Course::new();
    fs::remove_dir_all(course.path(&format!("solutions/{ID}"))).unwrap();
    fs::remove_file(course.path(STUB)).unwrap();
    fs::remove_dir_all(course.path(&format!("tests/{ID}"))).unwrap();
    insta::assert_snapshot!(course.faults(&[]), @"
    ✘ exercises/1_first/1_double
      the stub is a folder without the file `src/lib.rs`
      help: write the file, or name the right one in `exercise.toml`

    ✘ solutions/1_first/1_double
      the exercise has too few accepted versions: 0 of at least 2
      help: add one that solves it in another way, as a `.rs` file

    ✘ solutions/1_first/1_double/NOTES.md
      the file is missing
      help: write it: why the reference works, what else works, what people try
            first

    ✘ solutions/1_first/1_double/reference.rs
      the file is missing
      help: write it: the solution that all others are measured by

    ✘ tests/1_first/1_double/checks.rs
      the file is missing
      help: write it: the hidden checks

    ✘ tests/1_first/1_double/mistakes
      the exercise has too few mistakes: 0 of at least 3
      help: add wrong versions that people would write, each as a `.rs` file
    ");
}

#[test]
fn an_exercise_that_cannot_be_read_does_not_keep_the_others_from_being_verified() {
    let course = Course::new();
    let other = "exercises/1_first/2_other";
    course.write(&format!("{other}/exercise.toml"), "title = 3\n");
    let (verification, status) = course.json(&[]);
    assert_eq!(status, 1);
    assert_eq!(verification["exercises"][0]["passed"], true);
    assert_eq!(
        verification["exercises"][1]["faults"][0]["kind"],
        "unreadable_exercise"
    );
    let faults = course.faults(&["other"]);
    assert!(
        faults.contains("exercises/1_first/2_other/exercise.toml"),
        "{faults}"
    );
}

#[test]
fn the_copy_of_the_stub_is_the_stub() {
    let course = Course::new();
    course.write(STUB_COPY, "//! Another one.");
    insta::assert_snapshot!(course.faults(&[]), @"
    ✘ exercises/1_first/1_double/.stub/src/lib.rs
      it is not the stub
      help: `grader reset` puts it back for learners: copy
            exercises/1_first/1_double/src/lib.rs there
    ");
    fs::remove_file(course.path(STUB_COPY)).unwrap();
    let faults = course.faults(&[]);
    assert!(
        faults.contains("the copy of the stub is missing"),
        "{faults}"
    );
}
