//! What the kernel tells of processes: which children they have, and whether their threads have work.
use rustix::process::{Pid, getpid};
use std::fs;
use std::path::{Path, PathBuf};

/// Not asleep, not stopped and not ended. `D` waits in the kernel for something that comes by itself, such as a page.
const HAS_WORK: [char; 2] = ['R', 'D'];
/// Ended; only its parent has not asked how.
const ENDED: [char; 2] = ['Z', 'X'];

/// True if a thread of `process`, or of a process below it, runs, or would if there were a processor for it. A busy
/// machine lets a process wait for long; this tells it from one that waits for something else.
///
/// Where the kernel does not list children, only the threads of `process` itself are seen.
pub fn any_has_work(process: Pid) -> bool {
    let has_work = |thread: &PathBuf| state(thread).is_some_and(|state| HAS_WORK.contains(&state));
    let threads = threads(process);
    threads.iter().any(has_work) || children(&threads).into_iter().any(any_has_work)
}

/// The children of every thread of this process; none where the kernel does not list them.
pub(crate) fn own_children() -> Vec<Pid> {
    children(&threads(getpid()))
}

/// False for what has ended and only waits to be asked how.
pub(crate) fn runs(process: Pid) -> bool {
    state(&folder(process)).is_some_and(|state| !ENDED.contains(&state))
}

fn folder(process: Pid) -> PathBuf {
    PathBuf::from(format!("/proc/{}", process.as_raw_nonzero()))
}

fn threads(process: Pid) -> Vec<PathBuf> {
    let threads = fs::read_dir(folder(process).join("task"));
    let threads = threads.into_iter().flatten().flatten();
    threads.map(|thread| thread.path()).collect()
}

fn children(threads: &[PathBuf]) -> Vec<Pid> {
    let lists = threads
        .iter()
        .filter_map(|thread| fs::read_to_string(thread.join("children")).ok());
    lists.flat_map(|list| pids(&list)).collect()
}

fn pids(list: &str) -> Vec<Pid> {
    let numbers = list.split_whitespace().filter_map(|pid| pid.parse().ok());
    numbers.filter_map(Pid::from_raw).collect()
}

/// The letter for the state of a process or a thread; none if it is gone.
fn state(of: &Path) -> Option<char> {
    let stat = fs::read_to_string(of.join("stat")).ok()?;
    // The name before it is the program's own, and may have any character.
    let (_, rest) = stat.rsplit_once(')')?;
    rest.trim_start().chars().next()
}
