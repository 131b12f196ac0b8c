//! A copy of the course of one exercise, to be broken.
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

pub(crate) const ID: &str = "1_first/1_double";
pub(crate) const STUB: &str = "exercises/1_first/1_double/src/lib.rs";
pub(crate) const STUB_COPY: &str = "exercises/1_first/1_double/.stub/src/lib.rs";
pub(crate) const REFERENCE: &str = "solutions/1_first/1_double/reference.rs";
pub(crate) const ADDED: &str = "solutions/1_first/1_double/added.rs";
pub(crate) const CHECKS: &str = "tests/1_first/1_double/checks.rs";
pub(crate) const ONE_MORE: &str = "tests/1_first/1_double/mistakes/one_more.rs";
pub(crate) const AT_ONCE: &str = "tests/1_first/1_double/mistakes/at_once.rs";
pub(crate) const BLOCKED: &str = "tests/1_first/1_double/mistakes/blocked.rs";

/// A course in a temporary folder.
pub(crate) struct Course {
    folder: TempDir,
}

impl Course {
    /// A copy of the whole course.
    pub(crate) fn new() -> Course {
        let folder = TempDir::new().unwrap();
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/course");
        copy(&tests, folder.path());
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        for file in ["Cargo.toml", "Cargo.lock"] {
            fs::copy(root.join(file), folder.path().join(file)).unwrap();
        }
        Course { folder }
    }

    /// A file or folder of it.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// What a file holds.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Writes a file, and the folders that it needs. The stub's copy follows the stub.
    pub(crate) fn write(&self, path: &str, text: &str) {
        if path == STUB {
            self.write(STUB_COPY, text);
        }
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces a text of a file that is there.
    pub(crate) fn change(&self, path: &str, was: &str, becomes: &str) {
        let text = self.read(path);
        assert!(text.contains(was), "{path} has no `{was}`");
        self.write(path, &text.replacen(was, becomes, 1));
    }

    /// The command, with the arguments that follow.
    pub(crate) fn verify(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_grader"));
        command.current_dir(self.folder.path());
        command.arg("verify").args(arguments);
        command
    }

    /// The faults as people read them; they must be the reason of status 1.
    pub(crate) fn faults(&self, arguments: &[&str]) -> String {
        let (text, status) = self.told(arguments);
        assert_eq!(status, 1, "{text}");
        // The table and the line at the end have times in them.
        let (_, faults) = text.split_once("\n\n").unwrap();
        let (faults, _) = faults.rsplit_once("\n\n").unwrap();
        faults.to_owned()
    }

    /// What the command says in text, without the path of the course, and its exit status.
    pub(crate) fn told(&self, arguments: &[&str]) -> (String, i32) {
        let Output {
            status,
            stdout,
            stderr,
        } = self
            .verify(arguments)
            .arg("--format=text")
            .output()
            .unwrap();
        let said = String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap();
        let folder = self.folder.path().canonicalize().unwrap();
        let said = said.replace(folder.to_str().unwrap(), "[…]");
        (said, status.code().unwrap())
    }

    /// The object that the command prints, and its exit status.
    pub(crate) fn json(&self, arguments: &[&str]) -> (Value, i32) {
        let output = self.verify(arguments).output().unwrap();
        let object = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
        (object, output.status.code().unwrap())
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to),
            false => drop(fs::copy(entry.path(), to).unwrap()),
        }
    }
}
