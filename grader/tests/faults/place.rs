//! Where a grader of these tests runs: folders of its own, and tools that stand still when they are asked to.
use serde_json::Value;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Once;
use tempfile::TempDir;

/// A folder that every user can enter, with a temporary folder in it.
pub(crate) struct Place {
    root: TempDir,
}

/// What the command said, and its exit status.
pub(crate) struct Answer {
    pub(crate) json: Value,
    pub(crate) status: i32,
    pub(crate) stderr: String,
}

pub(crate) fn course() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// `grader grade gather_users` in a session of its own.
pub(crate) fn grade() -> Command {
    // What a session has can be found in /proc, whatever groups and parents its processes have.
    let mut command = Command::new("setsid");
    command
        .arg(env!("CARGO_BIN_EXE_grader"))
        .args(["grade", "gather_users"])
        .current_dir(course());
    command
}

/// The same with a submission that every check accepts, and one check.
pub(crate) fn grade_good() -> Command {
    let good = "solutions/2_concurrency/2_gather_users/reference.rs";
    let mut command = grade();
    command.args(["--check", "nobody_to_fetch", "--submission", good]);
    command
}

/// Runs the command to its end.
pub(crate) fn answer(command: &mut Command) -> Answer {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    Answer {
        json: serde_json::from_slice(&stdout).unwrap_or_default(),
        status: status.code().unwrap_or_else(|| panic!("{status}")),
        stderr: String::from_utf8_lossy(&stderr).into_owned(),
    }
}

impl Answer {
    /// Sees that it is this error, with this status and a way out.
    pub(crate) fn assert_error(&self, kind: &str, status: i32) {
        let error = &self.json["error"];
        let (json, stderr) = (&self.json, &self.stderr);
        assert_eq!(error["kind"], kind, "{json} {stderr}");
        assert_eq!(self.status, status, "{json}");
        assert!(error["help"].as_str().is_some_and(|help| !help.is_empty()));
    }

    /// Sees that the good submission was graded as always.
    pub(crate) fn assert_passed(&self) {
        let (json, stderr) = (&self.json, &self.stderr);
        assert_eq!(self.status, 0, "{json} {stderr}");
        assert_eq!(json["passed"], true, "{json}");
    }
}

impl Place {
    pub(crate) fn new() -> Place {
        let open = fs::Permissions::from_mode(0o755);
        let root = tempfile::Builder::new()
            .permissions(open)
            .tempdir()
            .unwrap();
        fs::create_dir(root.path().join("tmp")).unwrap();
        Place { root }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// The folder for temporary files.
    pub(crate) fn temporary(&self) -> PathBuf {
        self.path("tmp")
    }

    /// Sees that no workspace is left.
    pub(crate) fn assert_clean(&self) {
        let left: Vec<_> = fs::read_dir(self.temporary()).unwrap().collect();
        assert!(left.is_empty(), "{left:?}");
    }

    /// A cache without a kit. Its kit is soon built: what cargo made for the user's kits is used again.
    pub(crate) fn cache(&self) -> PathBuf {
        static SOMETHING_TO_USE: Once = Once::new();
        SOMETHING_TO_USE.call_once(|| answer(&mut grade_good()).assert_passed());
        let cache = self.path("cache");
        fs::create_dir(&cache).unwrap();
        symlink(users_cache().join("build"), cache.join("build")).unwrap();
        cache
    }

    /// A toolchain whose cargo is this script; its rustc can be asked for its version only.
    pub(crate) fn toolchain(&self, cargo: &str) -> PathBuf {
        let bin = self.path("toolchain/bin");
        fs::create_dir_all(&bin).unwrap();
        let root = self.path("toolchain");
        let rustc = format!(
            "case \"$*\" in *sysroot*) echo {} ;; *) exec rustc \"$@\" ;; esac",
            root.display()
        );
        script(&bin.join("rustc"), &rustc);
        script(&bin.join("cargo"), cargo);
        bin.join("rustc")
    }

    /// The commands that wait until somebody writes into a pipe that nobody writes into.
    pub(crate) fn wait_for_ever(&self) -> String {
        let pipe = self.path("pipe");
        if !pipe.exists() {
            let mode = rustix::fs::Mode::from_raw_mode(0o644);
            rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, mode).unwrap();
        }
        format!("read forever < {}", pipe.display())
    }

    /// A search path on which a linker comes first that waits for ever.
    pub(crate) fn path_with_linker(&self) -> String {
        let bin = self.path("linker");
        fs::create_dir_all(&bin).unwrap();
        // The compiler may read the linker's folder only.
        let pipe = bin.join("pipe");
        let mode = rustix::fs::Mode::from_raw_mode(0o644);
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, mode).unwrap();
        script(
            &bin.join("cc"),
            &format!("read forever < {}", pipe.display()),
        );
        format!("{}:{}", bin.display(), std::env::var("PATH").unwrap())
    }
}

/// The cache that the other tests use.
fn users_cache() -> PathBuf {
    std::env::var_os("GRADER_CACHE_DIR").map_or_else(
        || {
            let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
            let home = || PathBuf::from(std::env::var_os("HOME").unwrap()).join(".cache");
            cache.unwrap_or_else(home).join("grader")
        },
        PathBuf::from,
    )
}

fn script(path: &Path, commands: &str) {
    fs::write(path, format!("#!/bin/sh\n{commands}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}
