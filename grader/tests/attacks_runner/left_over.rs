//! That nothing is left of the attacks: no process and no file.
use camino::{Utf8Path, Utf8PathBuf};
use libtest_mimic::Failed;
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::path::Path;

/// Sees that nothing in `suite` is left, and that no process runs that came from there.
///
/// # Errors
/// What is left.
pub(crate) fn nothing(suite: &Utf8Path) -> Result<(), Failed> {
    let processes = found(suite).into_iter().map(|process| {
        let Found {
            id,
            program,
            folder,
            arguments,
        } = process;
        format!("process {id}: {program} in {folder}: {arguments}")
    });
    let mut left: Vec<String> = processes.collect();
    let entries = suite.read_dir_utf8()?;
    for entry in entries {
        left.push(entry?.path().to_string());
    }
    left.extend(elsewhere());
    match left.is_empty() {
        true => Ok(()),
        false => Err(left.join("\n").into()),
    }
}

/// Ends the processes whose program lay in `suite` and is gone, and tells how many there were.
pub(crate) fn end_strays(suite: &Utf8Path) -> usize {
    let is_stray = |process: &&Found| process.program.ends_with(" (deleted)");
    let found = found(suite);
    let strays: Vec<Pid> = found
        .iter()
        .filter(is_stray)
        .filter_map(|stray| Pid::from_raw(stray.id))
        .collect();
    for stray in &strays {
        // It may have ended meanwhile.
        let _ = kill_process(*stray, Signal::KILL);
    }
    strays.len()
}

/// A process that came from the suite's folder.
struct Found {
    id: i32,
    program: String,
    folder: String,
    arguments: String,
}

/// Processes of a program in `suite`, in a folder there, or with a path there among their arguments.
fn found(suite: &Utf8Path) -> Vec<Found> {
    let own = std::process::id().to_string();
    let mut all = Vec::new();
    for entry in Path::new("/proc")
        .read_dir()
        .into_iter()
        .flatten()
        .flatten()
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        let (Ok(id), true) = (name.parse(), name != own) else {
            continue;
        };
        let link = |link: &str| {
            let target = fs::read_link(entry.path().join(link)).unwrap_or_default();
            target.to_string_lossy().into_owned()
        };
        let arguments = fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let process = Found {
            id,
            program: link("exe"),
            folder: link("cwd"),
            arguments: String::from_utf8_lossy(&arguments).replace('\0', " "),
        };
        let texts = [&process.program, &process.folder, &process.arguments];
        if texts.iter().any(|text| text.contains(suite.as_str())) {
            all.push(process);
        }
    }
    all
}

/// Files that an attack would have made outside the suite's folder.
fn elsewhere() -> Vec<String> {
    let folders = ["/tmp", "/dev/shm", "/var/tmp", "/"];
    let canaries = folders.map(|folder| Utf8PathBuf::from(folder).join("canary"));
    let present = canaries
        .into_iter()
        .filter(|path| path.symlink_metadata().is_ok());
    present.map(|path| path.to_string()).collect()
}
