//! A folder in which the shell parts of a template run as on the service: a course, a submission, and programs
//! that stand for what would install something.
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const EXERCISE: &str = "2_concurrency/2_gather_users";
/// Instead of building the grader, `cargo install` copies the one under test; anything else is cargo's.
const CARGO: &str = r#"#!/usr/bin/env bash
set -e
[ "$1" = install ] || exec "$REAL_CARGO" "$@"
while [ $# -gt 0 ]; do
    case $1 in
        --path) test -f "$2/Cargo.toml"; shift ;;
        --root) root=$2; shift ;;
    esac
    shift
done
mkdir -p "$root/bin"
cp "$GRADER" "$root/bin/grader"
"#;

/// The course that this grader comes with.
pub(crate) fn whole_course() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap().to_owned()
}

/// The file or folder of a template.
pub(crate) fn template(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("templates")
        .join(name)
}

/// Fails unless bash can read this.
#[track_caller]
pub(crate) fn without_syntax_errors(script: &str) {
    let output = Command::new("bash")
        .args(["-n", "-c", script])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
}

pub(crate) struct Stage {
    folder: TempDir,
}

impl Stage {
    /// With the whole course in `course`.
    pub(crate) fn new() -> Stage {
        let stage = Stage {
            folder: TempDir::new().unwrap(),
        };
        let course = stage.path("course");
        for tree in ["exercises", "tests", "solutions"] {
            copy(
                &whole_course().join(tree).join(EXERCISE),
                &course.join(tree).join(EXERCISE),
            );
        }
        fs::create_dir(course.join("grader")).unwrap();
        for file in ["Cargo.toml", "Cargo.lock", "README.md", "grader/Cargo.toml"] {
            fs::copy(whole_course().join(file), course.join(file)).unwrap();
        }
        fs::create_dir(stage.path("shims")).unwrap();
        for (name, script) in [
            ("cargo", CARGO),
            ("apt-get", "#!/bin/sh\n"),
            ("curl", "#!/bin/sh\n"),
        ] {
            let path = stage.path("shims").join(name);
            fs::write(&path, script).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        // For templates whose grader is installed already.
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_grader"), stage.path("shims/grader"))
            .unwrap();
        stage
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts the stub (of `exercises`) or the reference (of `solutions`) into a folder, as this file and alone.
    pub(crate) fn submission(&self, folder: &str, tree: &str, file: &str) {
        let path = self.path(folder).join(file);
        if self.path(folder).exists() {
            fs::remove_dir_all(self.path(folder)).unwrap();
        }
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let source = match tree {
            "solutions" => "reference.rs",
            _ => "src/lib.rs",
        };
        fs::copy(whole_course().join(tree).join(EXERCISE).join(source), path).unwrap();
    }

    /// The script, as services run one: it ends at the first command that fails.
    pub(crate) fn bash(&self, script: &str) -> Command {
        let path = std::env::var("PATH").unwrap();
        let mut bash = Command::new("bash");
        bash.args(["-e", "-o", "pipefail", "-c", script]);
        bash.current_dir(self.folder.path());
        bash.env("PATH", format!("{}:{path}", self.path("shims").display()));
        bash.env("REAL_CARGO", env!("CARGO"))
            .env("GRADER", env!("CARGO_BIN_EXE_grader"));
        // The user's own kit, and the toolchain that is there already.
        bash.env("GRADER_CACHE_DIR", cache());
        bash.env("CARGO_HOME", in_home("CARGO_HOME", ".cargo"));
        bash.env("RUSTUP_HOME", in_home("RUSTUP_HOME", ".rustup"));
        bash.env_remove("GITHUB_STEP_SUMMARY");
        bash
    }
}

/// The user's cache folder, where the grader looks for it.
fn cache() -> PathBuf {
    let named = std::env::var_os("GRADER_CACHE_DIR").map(PathBuf::from);
    named.unwrap_or_else(|| in_home("XDG_CACHE_HOME", ".cache").join("grader"))
}

/// The folder that a variable names, or this one in the user's.
fn in_home(variable: &str, folder: &str) -> PathBuf {
    let named = std::env::var_os(variable).map(PathBuf::from);
    named.unwrap_or_else(|| PathBuf::from(std::env::var_os("HOME").unwrap()).join(folder))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to),
            false => drop(fs::copy(entry.path(), to).unwrap()),
        }
    }
}
