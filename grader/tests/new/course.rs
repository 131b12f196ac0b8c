//! A small course of one exercise, in a folder of its own.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The one exercise.
pub(crate) const EXERCISE: &str = "2_concurrency/2_gather_users";

/// The course that this grader comes with.
pub(crate) fn whole_course() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// A course with its manifest, its README and no exercise.
pub(crate) fn empty_course() -> TempDir {
    let folder = TempDir::new().unwrap();
    for file in ["Cargo.toml", "Cargo.lock", "README.md"] {
        fs::copy(whole_course().join(file), folder.path().join(file)).unwrap();
    }
    fs::create_dir(folder.path().join("exercises")).unwrap();
    folder
}

/// A course with one exercise.
pub(crate) fn small_course() -> TempDir {
    let folder = empty_course();
    for tree in ["exercises", "tests", "solutions"] {
        let path = Path::new(tree).join(EXERCISE);
        copy(&whole_course().join(&path), &folder.path().join(&path));
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// The command, in the course's folder.
pub(crate) fn grader(course: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_grader"));
    command.current_dir(course.path()).args(arguments);
    command
}
