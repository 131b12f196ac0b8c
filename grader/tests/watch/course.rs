//! A course of two small exercises in a temporary folder, and the command in it.
use portable_pty::CommandBuilder;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

pub(crate) const DOUBLE: &str = "exercises/1_first/1_double/src/lib.rs";

/// The course.
pub(crate) struct Course {
    folder: TempDir,
}

impl Course {
    pub(crate) fn new() -> Course {
        let open = fs::Permissions::from_mode(0o755);
        let folder = tempfile::Builder::new()
            .permissions(open)
            .tempdir()
            .unwrap();
        let grader = Path::new(env!("CARGO_MANIFEST_DIR"));
        copy(&grader.join("tests/course"), folder.path(), &|text| text);
        for tree in ["exercises", "solutions", "tests"] {
            let chapter = folder.path().join(tree).join("1_first");
            // The second exercise is the first one under another name.
            let renamed =
                |text: String| text.replace("double", "triple").replace("Twice", "Thrice");
            copy(
                &chapter.join("1_double"),
                &chapter.join("2_triple"),
                &renamed,
            );
        }
        for file in ["Cargo.toml", "Cargo.lock"] {
            fs::copy(grader.join("..").join(file), folder.path().join(file)).unwrap();
        }
        Course { folder }
    }

    /// A file or folder of it.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    /// The reference solution of the first exercise.
    pub(crate) fn solution(&self) -> String {
        self.read("solutions/1_first/1_double/reference.rs")
    }

    /// The command without a terminal.
    pub(crate) fn grader(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_grader"));
        command.current_dir(self.folder.path()).args(arguments);
        command
    }

    /// The command for a terminal.
    pub(crate) fn in_terminal(&self, arguments: &[&str]) -> CommandBuilder {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_grader"));
        command.cwd(self.folder.path());
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        command
    }
}

/// Copies a folder; each text goes through `change`.
fn copy(from: &Path, to: &Path, change: &dyn Fn(String) -> String) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to, change),
            false => {
                let text = fs::read_to_string(entry.path()).unwrap();
                fs::write(to, change(text)).unwrap();
            }
        }
    }
}
