//! The same attacks once more, as a user who is not root.
use crate::laboratory::course;
use crate::stage;
use camino::{Utf8Path, Utf8PathBuf};
use libtest_mimic::{Arguments, Completion, Failed};
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// A number that no account has.
const USER: u32 = 61_734;
/// Is set for a suite that an earlier one starts.
const SECOND_TIME: &str = "GRADER_ATTACKS_AGAIN";

/// True if this process is root's.
pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// True if root's suite ran before this one: what is the same for every user need not be tried again.
pub(crate) fn is_second_time() -> bool {
    std::env::var_os(SECOND_TIME).is_some()
}

/// Runs this program as a user who is not root, in a folder of that user's.
///
/// # Errors
/// What its attacks told.
pub(crate) fn attacks_again(suite: &Utf8Path, arguments: &Arguments) -> Result<Completion, Failed> {
    let home = suite.join("user");
    let ready = lay_out(&home);
    let ran = match ready {
        Ok(command) => run(command, arguments),
        Err(why) => Ok(Completion::ignored_with(why)),
    };
    fs::remove_dir_all(&home)?;
    ran
}

fn run(mut command: Command, arguments: &Arguments) -> Result<Completion, Failed> {
    command.args(&arguments.filter);
    for skipped in &arguments.skip {
        command.args(["--skip", skipped]);
    }
    let output = command.uid(USER).gid(USER).output()?;
    match output.status.success() {
        true => Ok(Completion::Completed),
        false => {
            let told = [output.stdout, output.stderr].concat();
            Err(String::from_utf8_lossy(&told).into_owned().into())
        }
    }
}

/// A home for the user, with a compiler and a kit that this user can read; or why there can be none.
fn lay_out(home: &Utf8Path) -> Result<Command, String> {
    let failed = |what: &str, error: io::Error| format!("{what}: {error}");
    let program = std::env::current_exe().map_err(|error| failed("this program", error))?;
    for needed in [
        program.as_path(),
        course().as_std_path(),
        Path::new(env!("CARGO_BIN_EXE_grader")),
    ] {
        if let Some(closed) = closed(needed) {
            return Err(format!("another user cannot enter {}", closed.display()));
        }
    }
    fs::create_dir_all(home).map_err(|error| failed("the user's folder", error))?;
    let temporary = home.join("tmp");
    fs::create_dir(&temporary).map_err(|error| failed("the user's folder", error))?;
    let toolchain = toolchain(home)?;
    let cache = home.join("cache");
    let kits = cache_folder().join("kits");
    linked(&kits, &cache.join("kits")).map_err(|error| failed("the kit", error))?;
    for folder in [home, &temporary, &cache] {
        let owned = chown(folder, Some(USER), Some(USER));
        owned.map_err(|error| failed("the user's folder", error))?;
    }
    fs::set_permissions(&temporary, Permissions::from_mode(0o755))
        .map_err(|error| failed("the user's folder", error))?;
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = stage::this_program(&temporary);
    command
        .current_dir(home)
        .env(SECOND_TIME, "1")
        .env("HOME", home)
        .env("GRADER_CACHE_DIR", cache)
        .env("RUSTC", toolchain.join("bin/rustc"))
        .env("PATH", format!("{toolchain}/bin:{path}"));
    Ok(command)
}

/// The compiler's folder, or a copy of it by hard links if only root can enter it.
fn toolchain(home: &Utf8Path) -> Result<Utf8PathBuf, String> {
    let answer = Command::new("rustc")
        .args(["--print", "sysroot"])
        .current_dir(course())
        .output()
        .map_err(|error| format!("the compiler cannot be asked for its folder: {error}"))?;
    let folder = Utf8PathBuf::from(String::from_utf8_lossy(&answer.stdout).trim());
    let Some(closed) = closed(folder.as_std_path()) else {
        return Ok(folder);
    };
    let copy = home.join("toolchain");
    for part in ["bin", "lib"] {
        linked(&folder.join(part), &copy.join(part)).map_err(|error| {
            format!(
                "only root can enter {}, where the compiler is, and it cannot be linked elsewhere: {error}",
                closed.display()
            )
        })?;
    }
    Ok(copy)
}

/// Makes `to` a copy of the folder `from`: folders are new, files are hard links where every user can read them.
fn linked(from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    fs::set_permissions(to, Permissions::from_mode(0o755))?;
    for entry in from.read_dir_utf8()? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            linked(entry.path(), &to)?;
        } else if entry.metadata()?.permissions().mode() & 0o004 == 0 {
            fs::copy(entry.path(), &to)?;
            fs::set_permissions(to, Permissions::from_mode(0o644))?;
        } else {
            fs::hard_link(entry.path(), to)?;
        }
    }
    Ok(())
}

/// The first folder on the way to `path` that only its owner can enter.
fn closed(path: &Path) -> Option<&Path> {
    let enters = |folder: &&Path| {
        folder
            .metadata()
            .is_ok_and(|found| found.permissions().mode() & 0o001 == 0)
    };
    path.ancestors().find(enters)
}

/// Where the grader keeps its kits.
fn cache_folder() -> Utf8PathBuf {
    let named = std::env::var("GRADER_CACHE_DIR")
        .ok()
        .filter(|name| !name.is_empty());
    named.map_or_else(
        || Utf8PathBuf::from(std::env::var("HOME").unwrap_or_default()).join(".cache/grader"),
        Utf8PathBuf::from,
    )
}
