//! seccomp: which system calls a process can make.
//!
//! The lists name what is refused, not what is allowed: a C library may begin to use another call at any
//! time, and honest code must not fail because of it. What no list can name, calls of a later kernel, is answered
//! as unknown, as an older kernel would: a C library does without. Landlock and the user's rights stand behind them.
mod filter;
mod lists;
mod names;

pub use filter::Filter;
pub use names::name;

use crate::fence::Work;
use lists::{CHANGES_OF_ITSELF, FILES, NEW_OF_FILES, NEW_PROCESSES, NEWEST, NOBODY_NEEDS};
use seccompiler::{SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompRule};
use std::io;

/// Not permitted.
const REFUSED: SeccompAction = SeccompAction::Errno(libc::EPERM as u32);
/// Not there, so that the C library takes the older call with the same purpose.
const UNKNOWN: SeccompAction = SeccompAction::Errno(libc::ENOSYS as u32);

/// Filters for a process that has not yet started its program. Refused calls fail as not permitted.
pub(crate) fn before_start(work: Work) -> io::Result<Vec<Filter>> {
    let mut refused = Rules::default();
    refused.always(NOBODY_NEEDS);
    refused.always(NEW_OF_FILES);
    refused.with_namespaces();
    if work == Work::Check {
        refused.always(NEW_PROCESSES);
        refused.new_process_by_clone();
    }
    refused.signals_by_files();
    let numbers = Filter::of_numbers(NEWEST, REFUSED, UNKNOWN);
    Ok(vec![older_clone()?, numbers, refused.filter(REFUSED)?])
}

/// Filters for a check program that is about to run code of a submission. A refused call raises the
/// signal SIGSYS, whose handler can tell who made it.
pub(crate) fn after_start() -> io::Result<Vec<Filter>> {
    let mut refused = Rules::default();
    refused.always(NOBODY_NEEDS);
    refused.always(NEW_PROCESSES);
    refused.always(FILES);
    refused.always(NEW_OF_FILES);
    refused.always(CHANGES_OF_ITSELF);
    refused.with_namespaces();
    refused.new_process_by_clone();
    refused.signals_to_others();
    refused.new_limits();
    refused.new_handlers();
    refused.files_by_path();
    refused.signals_by_files();
    refused.changes_by_prctl();
    let numbers = Filter::of_numbers(NEWEST, SeccompAction::Trap, UNKNOWN);
    // The last one lets no other be set.
    let refused = refused.filter(SeccompAction::Trap)?;
    Ok(vec![older_clone()?, numbers, refused])
}

/// A small filter, set to see whether filters can be set at all.
pub(crate) fn everything_but_the_worst() -> io::Result<()> {
    rustix::thread::set_no_new_privs(true)?;
    let mut refused = Rules::default();
    refused.always(&[(libc::SYS_ptrace, "ptrace")]);
    refused.filter(REFUSED)?.set()
}

/// A filter cannot see what the newer `clone3` is asked for, only what `clone` is.
fn older_clone() -> io::Result<Filter> {
    let mut unknown = Rules::default();
    unknown.always(&[(libc::SYS_clone3, "clone3")]);
    unknown.filter(UNKNOWN)
}

/// Calls, each with the arguments for which it is refused.
#[derive(Default)]
struct Rules(Vec<(i64, Vec<SeccompRule>)>);

impl Rules {
    fn always(&mut self, calls: &[(i64, &str)]) {
        self.0
            .extend(calls.iter().map(|(number, _)| (*number, Vec::new())));
    }

    /// `clone` that makes a namespace.
    fn with_namespaces(&mut self) {
        let flags = [
            libc::CLONE_NEWNS,
            libc::CLONE_NEWCGROUP,
            libc::CLONE_NEWUTS,
            libc::CLONE_NEWIPC,
            libc::CLONE_NEWUSER,
            libc::CLONE_NEWPID,
            libc::CLONE_NEWNET,
        ];
        for flag in flags {
            let flag = u64::from(flag.cast_unsigned());
            self.when(libc::SYS_clone, 0, SeccompCmpOp::MaskedEq(flag), flag);
        }
    }

    /// `clone` that makes a process and no thread.
    fn new_process_by_clone(&mut self) {
        let thread = u64::from(libc::CLONE_THREAD.cast_unsigned());
        self.when(libc::SYS_clone, 0, SeccompCmpOp::MaskedEq(thread), 0);
    }

    /// A process may send itself a signal: that is how it aborts.
    fn signals_to_others(&mut self) {
        let own = u64::from(std::process::id());
        self.when(libc::SYS_tgkill, 0, SeccompCmpOp::Ne, own);
        self.when(libc::SYS_kill, 0, SeccompCmpOp::Ne, own);
    }

    /// Limits may be asked for.
    fn new_limits(&mut self) {
        self.when(libc::SYS_prlimit64, 2, SeccompCmpOp::Ne, 0);
    }

    /// Of handlers only those are changed that the C library and std change on the way to an abort.
    fn new_handlers(&mut self) {
        let watched = [libc::SIGSYS, libc::SIGPROF, libc::SIGXCPU];
        for signal in watched {
            let signal = u64::from(signal.cast_unsigned());
            self.when(libc::SYS_rt_sigaction, 0, SeccompCmpOp::Eq, signal);
        }
    }

    /// What is known of a file that is open already, such as the standard output, may be asked for.
    fn files_by_path(&mut self) {
        let open_already = u64::from(libc::AT_EMPTY_PATH.cast_unsigned());
        self.when(
            libc::SYS_newfstatat,
            3,
            SeccompCmpOp::MaskedEq(open_already),
            0,
        );
        self.when(libc::SYS_statx, 2, SeccompCmpOp::MaskedEq(open_already), 0);
    }

    /// A file or socket that sends a signal to another process when something comes, and typing for a terminal.
    fn signals_by_files(&mut self) {
        const SET_OWNER_EX: u64 = 15;
        const SET_SIGNAL: u64 = 10;
        const SET_OWNER_OF_SOCKET: [u64; 2] = [0x8901, 0x8902];
        const TYPE: u64 = 0x5412;
        let set_owner = u64::from(libc::F_SETOWN.cast_unsigned());
        for command in [set_owner, SET_SIGNAL, SET_OWNER_EX] {
            self.when(libc::SYS_fcntl, 1, SeccompCmpOp::Eq, command);
        }
        for command in SET_OWNER_OF_SOCKET.into_iter().chain([TYPE]) {
            self.when(libc::SYS_ioctl, 1, SeccompCmpOp::Eq, command);
        }
    }

    /// The C library and std name threads and memory; nothing else is a check's to change.
    fn changes_by_prctl(&mut self) {
        /// Names a piece of memory.
        const SET_VMA: i32 = 0x5356_4d41;
        let names = [libc::PR_SET_NAME, libc::PR_GET_NAME, SET_VMA];
        let others = names.map(|name| {
            let name = u64::from(name.cast_unsigned());
            SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Ne, name)
                .expect("an argument's number is below six")
        });
        let rule = SeccompRule::new(others.to_vec()).expect("there are conditions");
        self.0.push((libc::SYS_prctl, vec![rule]));
    }

    fn when(&mut self, call: i64, argument: u8, is: SeccompCmpOp, value: u64) {
        // The kernel looks at 32 bits of each of these arguments but the pointer.
        let length = match call == libc::SYS_prlimit64 || call == libc::SYS_clone {
            true => SeccompCmpArgLen::Qword,
            false => SeccompCmpArgLen::Dword,
        };
        let rule = SeccompCondition::new(argument, length, is, value)
            .and_then(|condition| SeccompRule::new(vec![condition]))
            .expect("an argument's number is below six, and there is a condition");
        match self.0.iter_mut().find(|(number, _)| *number == call) {
            Some((_, rules)) => rules.push(rule),
            None => self.0.push((call, vec![rule])),
        }
    }

    fn filter(self, answer: SeccompAction) -> io::Result<Filter> {
        Filter::new(self.0, answer)
    }
}
