//! A small course in a temporary folder: one exercise of `tests/course`, and others that are like it.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// What an exercise is made of, with the same name in each tree.
const TREES: [&str; 3] = ["exercises", "tests", "solutions"];

/// A course, and beside it room for what is handed in.
pub(crate) struct Course {
    folder: TempDir,
}

impl Course {
    /// A course of the exercises `1_first/1_double`, `1_first/2_triple` and so on.
    pub(crate) fn new(names: &[&str]) -> Course {
        let course = Course {
            folder: TempDir::new().unwrap(),
        };
        let grader = Path::new(env!("CARGO_MANIFEST_DIR"));
        fs::create_dir(course.path("course")).unwrap();
        for file in ["Cargo.toml", "Cargo.lock"] {
            let from = grader.parent().unwrap().join(file);
            fs::copy(from, course.path("course").join(file)).unwrap();
        }
        for (number, name) in (1..).zip(names) {
            for tree in TREES {
                let from = grader.join("tests/course").join(tree);
                let to = course.path("course").join(tree);
                let to = to.join(format!("1_first/{number}_{name}"));
                copy(&from.join("1_first/1_double"), &to, &|text| {
                    text.replace("double", name)
                });
            }
        }
        course
    }

    /// A path in the temporary folder; the course is in `course`.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file, and the folders that it needs.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// What a file holds.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// The text of an accepted version.
    pub(crate) fn solution(&self, id: &str) -> String {
        self.read(&format!("course/solutions/{id}/reference.rs"))
    }

    /// The command, in the course's folder.
    pub(crate) fn grader(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_grader"));
        command.current_dir(self.path("course")).args(arguments);
        command
    }

    /// What the command says on standard output, or else on standard error, without the temporary folder's path; and
    /// its exit status.
    pub(crate) fn said(&self, arguments: &[&str]) -> (String, i32) {
        let Output {
            status,
            stdout,
            stderr,
        } = self.grader(arguments).output().unwrap();
        // Beside an answer, standard error may say that the libraries are being prepared.
        let said = if stdout.is_empty() { stderr } else { stdout };
        let said = String::from_utf8(said).unwrap();
        let folder = self.folder.path().canonicalize().unwrap();
        (
            said.replace(folder.to_str().unwrap(), "[…]"),
            status.code().unwrap(),
        )
    }

    /// The object on standard output, and the exit status.
    pub(crate) fn json(&self, arguments: &[&str]) -> (serde_json::Value, i32) {
        let output = self.grader(arguments).output().unwrap();
        let object = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
        (object, output.status.code().unwrap())
    }
}

fn copy(from: &Path, to: &Path, change: &dyn Fn(&str) -> String) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to, change);
        } else {
            fs::write(to, change(&fs::read_to_string(entry.path()).unwrap())).unwrap();
        }
    }
}
