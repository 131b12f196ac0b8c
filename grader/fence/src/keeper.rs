//! A process between the grader and a program that starts others. If the grader is killed, the keeper ends
//! all of them; the kernel alone would end the program and leave what it started.
#![expect(
    unsafe_code,
    reason = "fork, and what the C library has to be told in a process that ends by a signal"
)]

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::process::{
    Pid, PidfdFlags, Resource, Rlimit, Signal, WaitOptions, WaitStatus, getpid, getppid,
    kill_process_group, pidfd_open, set_parent_process_death_signal, setpgid, setrlimit, waitpid,
};
use std::io;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// Lets a keeper stand between the grader and the process that `command` will start. The process looks as if
/// the grader had started it: it ends as the program ends. It leads a process group of its own.
pub fn keep(command: &mut Command) {
    let grader = getpid();
    let enter = move || {
        let keeper = stand_between(grader)?;
        end_with(keeper)
    };
    // SAFETY: nothing but system calls; nothing is allocated, and no lock is taken.
    unsafe { command.pre_exec(enter) };
}

/// Ends this process when `parent` ends, which must be the one that started it.
pub(crate) fn end_with(parent: Pid) -> io::Result<()> {
    set_parent_process_death_signal(Some(Signal::KILL))?;
    match getppid() {
        Some(present) if present == parent => Ok(()),
        // It ended before the line above.
        _ => Err(io::ErrorKind::BrokenPipe.into()),
    }
}

/// Goes on in a new process and stays behind as its keeper, whose number is returned.
pub(crate) fn stand_between(grader: Pid) -> io::Result<Pid> {
    // All that is started later is in this group.
    setpgid(None, None)?;
    let keeper = getpid();
    // SAFETY: this process has one thread, and both sides make system calls only.
    match unsafe { libc::fork() } {
        0 => Ok(keeper),
        program if program > 0 => stay(grader, program),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Ends as `program` ends; if `grader` ends first, with the whole group.
fn stay(grader: Pid, program: i32) -> ! {
    let program = Pid::from_raw(program);
    close_everything();
    if let Some(Err(Errno::SRCH)) = program.map(|program| first_to_end(grader, program)) {
        // Ends this process too.
        let _ = kill_process_group(getpid(), Signal::KILL);
    }
    loop {
        match waitpid(program, WaitOptions::empty()) {
            Err(Errno::INTR) => {}
            Ok(Some((_, status))) => end_as(status),
            _ => exit(1),
        }
    }
}

/// Returns when the program ends, and with the error [`Errno::SRCH`] when the grader does.
fn first_to_end(grader: Pid, program: Pid) -> rustix::io::Result<()> {
    let watched = pidfd_open(grader, PidfdFlags::empty())?;
    // Before the line above it may have ended, and another process may have got its number.
    if getppid() != Some(grader) {
        return Err(Errno::SRCH);
    }
    let program = pidfd_open(program, PidfdFlags::empty())?;
    let mut both = [
        PollFd::new(&program, PollFlags::IN),
        PollFd::new(&watched, PollFlags::IN),
    ];
    while let Err(error) = poll(&mut both, None) {
        if error != Errno::INTR {
            return Err(error);
        }
    }
    match both[0].revents().is_empty() {
        true => Err(Errno::SRCH),
        false => Ok(()),
    }
}

/// What the keeper holds open would never be seen to end.
fn close_everything() {
    const MANY: u32 = 1024;
    // SAFETY: nothing in this process uses a descriptor any more.
    unsafe {
        if libc::syscall(libc::SYS_close_range, 0_u32, u32::MAX, 0_u32) != 0 {
            // Linux before 5.9.
            (0..MANY).for_each(|number| {
                libc::close(number.cast_signed());
            });
        }
    }
}

fn end_as(status: WaitStatus) -> ! {
    if let Some(signal) = status.terminating_signal() {
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        // The program's core is enough.
        let _ = setrlimit(Resource::Core, none);
        // SAFETY: takes away a handler, and ends this process.
        unsafe {
            libc::signal(signal, libc::SIG_DFL);
            libc::kill(libc::getpid(), signal);
        }
        exit(128 + signal);
    }
    exit(status.exit_status().unwrap_or(1))
}

fn exit(status: i32) -> ! {
    // SAFETY: nothing of the grader's, whose copy this process is, must run at its end.
    unsafe { libc::_exit(status) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    fn kept(script: &str) -> std::process::Output {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script]);
        keep(&mut command);
        command.output().unwrap()
    }

    fn status(script: &str) -> ExitStatus {
        kept(script).status
    }

    #[test]
    fn a_kept_program_ends_as_if_nobody_stood_between() {
        assert_eq!(status("exit 7").code(), Some(7));
        assert_eq!(status("true").code(), Some(0));
        assert_eq!(status("kill -KILL $$").signal(), Some(9));
        assert_eq!(status("kill -SEGV $$").signal(), Some(11));
        assert_eq!(kept("echo said").stdout, b"said\n");
    }

    #[test]
    fn a_program_that_does_not_exist_is_told() {
        let mut command = Command::new("/nonexistent/program");
        keep(&mut command);
        let refused = command.spawn().unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::NotFound);
    }
}
