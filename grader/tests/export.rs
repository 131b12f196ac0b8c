//! `grader export`: what students get, that it builds, and that nothing hidden is in it.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

#[path = "class/course.rs"]
mod course;
#[path = "hidden/search.rs"]
mod search;

use course::Course;
use search::{Secrets, files, root};
use serde_json::json;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const STUB: &str = "course/exercises/1_first/1_double/src/lib.rs";

/// The course that this grader comes with, as students get it.
fn exported() -> TempDir {
    let folder = TempDir::new().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_grader"))
        .current_dir(root())
        .args(["export", "--student"])
        .arg(folder.path().join("copy"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    folder
}

fn read_all(folder: &Path) -> String {
    let texts = files(folder)
        .into_iter()
        .map(|file| fs::read_to_string(file).unwrap());
    texts.collect::<Vec<_>>().join("\n")
}

/// The paths of all files in a folder, as they are seen from there.
fn names(folder: &Path) -> Vec<String> {
    let files = files(folder).into_iter();
    files
        .map(|file| {
            file.strip_prefix(folder)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect()
}

#[test]
fn a_copy_has_what_learners_need() {
    let course = Course::new(&["double"]);
    let (said, status) = course.said(&["export", "--student", "../copy"]);
    assert_eq!(status, 0, "{said}");
    insta::assert_snapshot!(said);
    insta::assert_snapshot!(course.read("copy/README.md"));
    let names = names(&course.path("copy"));
    let names: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| !name.starts_with("services/src/"))
        .collect();
    insta::assert_snapshot!(names.join("\n"));
}

#[test]
fn nothing_hidden_is_in_a_copy_of_the_whole_course() {
    let folder = exported();
    let copy = read_all(&folder.path().join("copy"));
    let texts: Vec<String> = ["tests", "solutions"]
        .iter()
        .flat_map(|tree| files(&root().join(tree)))
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    // A solution has lines of its stub, and its functions' names; what links lead to is no secret either.
    let mut public: String = ["exercises", "grader/services"]
        .map(|part| read_all(&root().join(part)))
        .concat();
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        public += &fs::read_to_string(root().join(licence)).unwrap();
    }
    let links: String = texts
        .iter()
        .flat_map(|text| text.split_whitespace())
        .filter(|word| word.contains("https://"))
        .collect();
    let secrets = Secrets::new(texts.iter().map(String::as_str), &(public + &links));
    assert!(secrets.count() > 5_000, "{}", secrets.count());
    assert_eq!(secrets.shown_in(&copy), [""; 0]);
    // The same search finds what is hidden where it is.
    assert!(!secrets.shown_in(&texts[0]).is_empty());
}

#[test]
fn a_copy_of_the_whole_course_builds_without_a_warning_and_with_its_lock_file() {
    let folder = exported();
    let output = Command::new("cargo")
        .current_dir(folder.path().join("copy"))
        .args([
            "check",
            "--offline",
            "--locked",
            "--all-targets",
            "--color=never",
        ])
        // What does not change is built once; the settings of this workspace are not students'.
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("copy"),
        )
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    assert!(!said.contains("warning"), "{said}");
}

#[test]
fn a_copy_is_graded_like_the_course_itself() {
    let course = Course::new(&["double", "triple"]);
    course.said(&["export", "--student", "../copy"]);
    let (class, status) = course.json(&["grade", "--submission", "../copy"]);
    let (own, _) = course.json(&["grade", "--all"]);
    assert_eq!(status, 1);
    assert_eq!(class["total"]["score"], own["total"]["score"]);
    let solution = course.solution("1_first/2_triple");
    course.write("copy/exercises/1_first/2_triple/src/lib.rs", &solution);
    let (class, _) = course.json(&["grade", "--submission", "../copy"]);
    assert_eq!(class["exercises"][1]["passed"], json!(true));
}

#[test]
fn a_copy_itself_cannot_grade_and_says_what_to_do() {
    let course = Course::new(&["double"]);
    course.said(&["export", "--student", "../copy"]);
    for arguments in [
        &["grade", "double", "--course=../copy"][..],
        &["grade", "--all", "--course=../copy"],
    ] {
        let (error, status) = course.json(arguments);
        assert_eq!((status, &error["error"]["kind"]), (2, &json!("no_checks")));
        assert!(
            error["error"]["help"]
                .as_str()
                .unwrap()
                .contains("--course")
        );
    }
}

#[test]
fn the_description_of_an_exercise_keeps_title_and_hints_and_nothing_else() {
    let course = Course::new(&["double"]);
    let path = "exercises/1_first/1_double/exercise.toml";
    let text = course.read(&format!("course/{path}"));
    let text = format!("# The answer is `number * 2`.\n{text}\n[limits]\nmemory_mib = 64\n");
    course.write(&format!("course/{path}"), &text);
    let (said, status) = course.said(&["export", "--student", "../copy"]);
    assert_eq!(status, 0, "{said}");
    insta::assert_snapshot!(course.read(&format!("copy/{path}")));
}

#[test]
fn an_empty_folder_is_filled_and_others_can_read_it() {
    let course = Course::new(&["double"]);
    fs::create_dir(course.path("copy")).unwrap();
    assert_eq!(course.said(&["export", "--student", "../copy"]).1, 0);
    let mode = course.path("copy").metadata().unwrap().permissions().mode();
    let usual = course
        .path("course")
        .metadata()
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode, usual);
}

#[test]
fn a_place_that_will_not_do_is_refused_and_nothing_is_left_behind() {
    let course = Course::new(&["double"]);
    course.write("full/notes.txt", "mine");
    let before = names(&course.path(""));
    let said: Vec<String> = [
        "../full",
        "../full/notes.txt",
        "tests/copy",
        "exercises/1_first/copy",
    ]
    .map(|place| {
        let (said, status) = course.said(&["export", "--student", place]);
        assert_eq!(status, 2, "{said}");
        said
    })
    .to_vec();
    insta::assert_snapshot!(said.join("\n"));
    assert_eq!(names(&course.path("")), before);
}

#[test]
fn a_stub_that_somebody_solved_in_place_is_not_given_away() {
    let course = Course::new(&["double"]);
    let before = names(&course.path(""));
    course.write(STUB, &format!("{}\n", course.solution("1_first/1_double")));
    let (said, status) = course.said(&["export", "--student", "../copy"]);
    assert_eq!(status, 3);
    insta::assert_snapshot!(said);
    assert_eq!(names(&course.path("")), before);
}

#[test]
fn a_link_in_an_exercise_is_not_followed() {
    let course = Course::new(&["double"]);
    let link = course.path("course/exercises/1_first/1_double/src/more.rs");
    symlink(course.path("course/tests/1_first/1_double/checks.rs"), link).unwrap();
    let (said, status) = course.said(&["export", "--student", "../copy"]);
    assert_eq!(status, 3);
    assert!(said.contains("symbolic link"), "{said}");
    assert!(!course.path("copy").exists());
}

#[test]
fn what_cargo_does_not_accept_is_told_and_nothing_is_written() {
    let course = Course::new(&["double"]);
    let manifest = "course/exercises/1_first/1_double/Cargo.toml";
    let text = course.read(manifest) + "\n[dev-dependencies]\nharness.workspace = true\n";
    course.write(manifest, &text);
    let (said, status) = course.said(&["export", "--student", "../copy"]);
    assert_eq!(status, 3, "{said}");
    assert!(said.contains("harness"), "{said}");
    assert!(!course.path("copy").exists());
}
