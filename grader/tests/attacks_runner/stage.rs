//! The suite runs in a process of its own, whose temporary files all lie in one folder.
use crate::place::SECRET;
use camino::{Utf8Path, Utf8PathBuf};
use rustix::process::{Signal, set_parent_process_death_signal};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, ExitCode};

/// Names the folder of the suite.
const SUITE: &str = "GRADER_ATTACKS_FOLDER";

/// The folder of the suite, in the process that runs it. That process ends when the one that started it does.
pub(crate) fn suite() -> Option<Utf8PathBuf> {
    let folder = std::env::var(SUITE).ok()?;
    set_parent_process_death_signal(Some(Signal::KILL)).expect("a signal at the parent's end");
    Some(Utf8PathBuf::from(folder))
}

/// Makes the folder of the suite and runs this program again, there.
pub(crate) fn set_up() -> ExitCode {
    let folder = tempfile::Builder::new()
        .prefix("grader-attacks-")
        .tempdir()
        .expect("a temporary folder");
    let path = folder.path().canonicalize().expect("the folder");
    let path = Utf8PathBuf::from_path_buf(path).expect("UTF-8");
    // Code of a submission may run as another user: it must be the sandbox that keeps it out.
    fs::set_permissions(&path, Permissions::from_mode(0o755)).expect("the folder is ours");
    let mut again = this_program(&path);
    again.args(std::env::args_os().skip(1));
    let status = again.status().expect("this program starts again");
    // The workspaces of a grader that was ended are in it too.
    folder.close().expect("the suite's folder can be removed");
    ExitCode::from(
        status
            .code()
            .and_then(|code| u8::try_from(code).ok())
            .unwrap_or(1),
    )
}

/// This program, to be run with `suite` as its folder.
pub(crate) fn this_program(suite: &Utf8Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program's file"));
    command
        .env(SUITE, suite)
        .env("TMPDIR", suite)
        // What no submission may see.
        .env("GRADER_ATTACK_SECRET", SECRET);
    command
}
