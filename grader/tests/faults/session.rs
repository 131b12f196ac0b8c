//! A grader that runs, and every process that it started.
use rustix::event::{Timespec, poll};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::process::{Child, Command, Output};

/// How often something is looked at before it counts as never coming.
const TRIES: u32 = 100_000;
/// Between two looks the machine is left to what is waited for.
const PAUSE: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 2_000_000,
};

/// A running grader in a session of its own. Dropped, all of the session is killed.
pub(crate) struct Session {
    child: Child,
}

/// A process of a session.
#[derive(Clone, Debug)]
pub(crate) struct Process {
    pub(crate) id: Pid,
    /// Its program and arguments.
    pub(crate) line: String,
    /// `R`, `S`, `T`, …
    pub(crate) state: char,
    /// Hundredths of a second of processor time.
    pub(crate) used: u64,
}

/// Looks until there is something.
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    for _ in 0..TRIES {
        if let Some(found) = look() {
            return found;
        }
        poll(&mut [], Some(&PAUSE)).unwrap();
    }
    panic!("it never came: {what}")
}

impl Session {
    pub(crate) fn start(command: &mut Command) -> Session {
        let child = command.spawn().unwrap();
        Session { child }
    }

    /// The grader itself.
    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Its living processes.
    pub(crate) fn processes(&self) -> Vec<Process> {
        of_session(self.child.id())
    }

    /// Waits for a process that has `part` in its program or arguments.
    pub(crate) fn until_there_is(&mut self, part: &str) -> Process {
        until(part, || {
            let running = self.child.try_wait().unwrap().is_none();
            assert!(running, "it ended before there was `{part}`");
            let mut processes = self.processes().into_iter();
            processes.find(|process| process.line.contains(part))
        })
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Waits for the grader's end, then sees that nothing of the session is left.
    pub(crate) fn end(mut self) -> Output {
        let id = self.child.id();
        let stdout = self.child.stdout.take();
        let status = self.child.wait().unwrap();
        until("the end of every process", || {
            of_session(id).is_empty().then_some(())
        });
        // Nobody holds the other end any more.
        let read = |mut pipe| {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut pipe, &mut bytes).unwrap();
            bytes
        };
        Output {
            status,
            stdout: stdout.map(read).unwrap_or_default(),
            stderr: Vec::new(),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        for process in self.processes() {
            let _ = kill_process(process.id, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}

/// The processes of a session, those left out that ended and only wait to be reaped.
fn of_session(session: u32) -> Vec<Process> {
    let entries = fs::read_dir("/proc").unwrap().map(Result::unwrap);
    entries
        .filter_map(|entry| {
            let id: i32 = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            // The name in brackets may hold anything.
            let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
            let state = fields.next()?.chars().next()?;
            let of = fields.nth(2)?.parse::<u32>().ok()?;
            let used = fields.nth(7)?.parse().ok()?;
            let line = fs::read_to_string(entry.path().join("cmdline")).ok()?;
            let ended = matches!(state, 'Z' | 'X');
            (of == session && !ended).then_some(Process {
                id: Pid::from_raw(id)?,
                line: line.replace('\0', " "),
                state,
                used,
            })
        })
        .collect()
}
