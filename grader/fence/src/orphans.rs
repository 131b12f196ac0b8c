//! Processes that left the group of whoever started them, and whose parent has ended. The last resort of the places
//! where neither seccomp nor a namespace nor a cgroup keeps a program from that.
use crate::processes::{own_children, runs};
use rustix::process::{Pid, Signal, getpid, kill_process, set_child_subreaper};
use std::collections::HashSet;
use std::time::Duration;

/// A program that makes processes faster than they are ended would keep the grader for ever.
const ROUNDS: u32 = 1000;
/// Wall time for the kernel to end what was killed.
const BETWEEN_ROUNDS: Duration = Duration::from_millis(1);

/// While it lives, orphans below this process become its children; when it is dropped, they are ended.
///
/// It is for a program and not for a library: at its end it takes every child of this process for an orphan, but those
/// that were there before it, as the children of a shell script that became this process are.
#[derive(Debug)]
#[must_use = "what was adopted is ended when this is dropped"]
pub struct Orphans {
    before: HashSet<Pid>,
}

impl Orphans {
    /// Begins to adopt. A kernel that refuses adopts nothing; then there is nothing to end either.
    pub fn adopt() -> Orphans {
        let before = own_children().into_iter().collect();
        let _ = set_child_subreaper(Some(getpid()));
        Orphans { before }
    }
}

impl Drop for Orphans {
    fn drop(&mut self) {
        for _ in 0..ROUNDS {
            let mut left = own_children();
            left.retain(|child| !self.before.contains(child) && runs(*child));
            if left.is_empty() {
                return;
            }
            for orphan in left {
                // What is killed is not waited for: a thread that started it may do so. Its own children come up next.
                let _ = kill_process(orphan, Signal::KILL);
            }
            std::thread::sleep(BETWEEN_ROUNDS);
        }
    }
}
