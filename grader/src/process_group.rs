//! A child process with everything that it starts: all of it ends together.
mod rest;

use fence::Cgroup;
use rest::Rest;
use rustix::process::{Pid, PidfdFlags, Signal, kill_process_group, pidfd_open};
use std::io;
use std::process::ExitStatus;
use tokio::io::unix::AsyncFd;
use tokio::process::{Child, Command};

/// A process group; dropped, it is killed.
#[derive(Debug)]
pub(crate) struct ProcessGroup {
    child: Child,
    /// The leader's number, as long as the leader is not reaped and the number is surely its own.
    leader: Option<Pid>,
    /// What holds also those that leave the process group, where there is one.
    within: Option<Cgroup>,
}

impl ProcessGroup {
    /// Starts `command` as the leader of a new group, within the control group that its fence has made.
    ///
    /// # Errors
    /// If the program cannot be started.
    pub(crate) fn spawn(command: &mut Command, within: Option<Cgroup>) -> io::Result<ProcessGroup> {
        let child = command.process_group(0).spawn()?;
        let leader = child.id().and_then(|id| Pid::from_raw(id.cast_signed()));
        Ok(ProcessGroup {
            child,
            leader,
            within,
        })
    }

    /// The leader.
    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Looks how long the group has rested, while the group itself is waited for.
    pub(crate) fn rest(&self) -> Rest {
        Rest::of(self.leader)
    }

    /// Waits until the leader has ended, then ends all others.
    ///
    /// # Errors
    /// If the system does not let the grader wait.
    pub(crate) async fn wait(&mut self) -> io::Result<ExitStatus> {
        if let Some(leader) = self.leader {
            let leader = pidfd_open(leader, PidfdFlags::NONBLOCK)?;
            #[expect(
                deprecated,
                reason = "an owned descriptor stays open while it is registered, which is all that the \
                          replacement, an unsafe function, asks for"
            )]
            let ended = AsyncFd::new(leader)?;
            // It is not reaped yet, so its number is still its own when the group is killed.
            drop(ended.readable().await?);
        }
        self.kill();
        self.leader = None;
        self.child.wait().await
    }

    /// Kills every process of the group that still runs.
    pub(crate) fn kill(&self) {
        if let Some(within) = &self.within {
            within.end();
        }
        if let Some(leader) = self.leader {
            // It fails only if nothing of the group is left.
            let _ = kill_process_group(leader, Signal::KILL);
        }
    }
}

impl Drop for ProcessGroup {
    fn drop(&mut self) {
        self.kill();
    }
}
