//! Everything that is put round one process before its program starts.
#![expect(
    unsafe_code,
    reason = "code that runs between fork and exec, and two calls of the C library"
)]

use crate::calls::{self, Filter};
use crate::cgroup::{Cgroup, Entrance};
use crate::files::{self, Access};
use crate::keeper;
use crate::layer::Layer;
use crate::limits::Limits;
use crate::machine::Machine;
use crate::namespaces::{self, How};
use crate::user::User;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// What a process is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// The compiler, and the linker that it starts.
    Compile,
    /// A check program: one process, which starts no other.
    Check,
}

/// What is put round one process.
#[derive(Debug)]
pub struct Fence {
    rules: Option<OwnedFd>,
    filters: Vec<Filter>,
    namespaces: Option<How>,
    work: Work,
    user: Option<User>,
    limits: Option<Limits>,
    group: Option<(Cgroup, Entrance)>,
}

impl Fence {
    /// All that `machine` offers, for a process that does `work`, reaches `access` and is `user`.
    ///
    /// # Errors
    /// If the kernel does not take the rules or filters that it offers.
    pub fn new(
        machine: &Machine,
        work: Work,
        access: &Access,
        user: Option<User>,
        limits: Limits,
    ) -> io::Result<Fence> {
        let rules = match machine.has(Layer::Landlock) {
            true => files::rules(access)?,
            false => None,
        };
        let filters = match machine.has(Layer::Seccomp) {
            true => calls::before_start(work)?,
            false => Vec::new(),
        };
        let limits = machine.has(Layer::Limits).then_some(limits);
        // While compiling, nothing of the submission runs that could hide; and to enter a group may take 13 ms.
        let group = machine
            .groups()
            .filter(|_| work == Work::Check)
            .map(|place| {
                let group = place.make(limits.as_ref())?;
                let entrance = group.entrance()?;
                Ok::<_, io::Error>((group, entrance))
            })
            .transpose()?;
        Ok(Fence {
            rules,
            filters,
            namespaces: machine.namespaces(),
            work,
            user,
            limits,
            group,
        })
    }

    /// Puts the fence round the process that `command` will start. The process ends when the thread ends
    /// that starts it, and a compiler with all that it starts when the grader ends. If it is put into a control
    /// group, all that it starts ends when the group is dropped.
    #[must_use = "everything ends when the group is dropped"]
    pub fn around(mut self, command: &mut Command) -> Option<Cgroup> {
        let grader = rustix::process::getpid();
        let (group, entrance) = self.group.take().unzip();
        let enter = move || {
            entrance.as_ref().map_or(Ok(()), Entrance::enter)?;
            let parent = match self.work {
                Work::Compile => keeper::stand_between(grader)?,
                Work::Check => grader,
            };
            self.enter()?;
            // After the change of user, which would take it back.
            keeper::end_with(parent)?;
            self.close()
        };
        // SAFETY: nothing but system calls; nothing is allocated, and no lock is taken.
        unsafe { command.pre_exec(enter) };
        group
    }

    /// What still needs the grader's own rights.
    fn enter(&self) -> io::Result<()> {
        if let Some(how) = self.namespaces {
            namespaces::enter(how, self.work == Work::Compile)?;
        }
        if let Some(limits) = &self.limits {
            limits.keep(self.user.is_some())?;
        }
        if let Some(user) = self.user {
            user.become_it()?;
        }
        // What the process writes can be read by the grader, and by nobody else changed.
        // SAFETY: changes a number of this process.
        unsafe { libc::umask(0o022) };
        Ok(())
    }

    /// What no right can undo.
    fn close(&self) -> io::Result<()> {
        rustix::thread::set_no_new_privs(true)?;
        if let Some(rules) = &self.rules {
            files::restrict(rules)?;
        }
        self.filters.iter().try_for_each(Filter::set)
    }
}
