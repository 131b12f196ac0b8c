//! What editors do to a file, and saves while a grading runs.
use crate::begin;
use crate::course::{Course, DOUBLE};
use crate::terminal::Terminal;
use rustix::event::{Timespec, poll};
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// How often a process is looked for before it counts as never coming, or never ending.
const TRIES: u32 = 100_000;
/// Between two looks the machine is left to what is waited for.
const PAUSE: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 2_000_000,
};

#[test]
fn a_save_by_renaming_is_seen_and_so_is_a_deleted_file() {
    for arguments in [&[][..], &["watch", "--poll"]] {
        let course = Course::new();
        let (terminal, _) = Terminal::start(course.in_terminal(arguments), 80, 24);
        terminal.until_shows(&["checks failed"]);
        let beside = course.path("exercises/1_first/1_double/src/.lib.rs.swp");
        fs::write(&beside, course.solution()).unwrap();
        fs::rename(&beside, course.path(DOUBLE)).unwrap();
        terminal.until_shows(&["passed, 3 of 3 points"]);
        fs::remove_file(course.path(DOUBLE)).unwrap();
        terminal.until_shows(&["cannot be graded", "without the file"]);
        course.write(DOUBLE, &course.solution());
        terminal.until_shows(&["passed, 3 of 3 points"]);
    }
}

#[test]
fn what_is_no_rust_is_explained_and_does_not_reach_the_terminal() {
    let course = Course::new();
    let (terminal, _) = begin(&course);
    terminal.until_shows(&["checks failed"]);
    fs::write(course.path(DOUBLE), b"pub fn a() {}\0\x1b[2J").unwrap();
    terminal.until_shows(&["does not compile"]);
    fs::write(course.path(DOUBLE), b"// \xff").unwrap();
    terminal.until_shows(&["cannot be graded", "not UTF-8"]);
    fs::write(course.path(DOUBLE), " ".repeat(2 * 1024 * 1024)).unwrap();
    terminal.until_shows(&["too large"]);
    course.write(DOUBLE, &course.solution());
    terminal.until_shows(&["passed, 3 of 3 points"]);
}

#[test]
fn a_newer_save_ends_the_older_grading_and_keys_work_meanwhile() {
    let course = Course::new();
    // The kit must be there: its build would wait for this linker too.
    let graded = course.grader(&["grade", "double"]).output().unwrap();
    assert_eq!(graded.status.code(), Some(1));
    // A linker that waits as long as a file is there that says so.
    let tools = course.path("tools");
    fs::create_dir(&tools).unwrap();
    let (wait, pipe, linker) = (tools.join("wait"), tools.join("pipe"), tools.join("cc"));
    let mode = rustix::fs::Mode::from_raw_mode(0o644);
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, mode).unwrap();
    fs::write(&wait, "").unwrap();
    let (wait_, pipe_) = (wait.display(), pipe.display());
    let path = std::env::var("PATH").unwrap();
    let script = format!(
        "#!/bin/sh\nif [ -e {wait_} ]; then read forever < {pipe_}; fi\nPATH='{path}' exec cc \"$@\"\n"
    );
    fs::write(&linker, script).unwrap();
    fs::set_permissions(&linker, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = course.in_terminal(&[]);
    command.env("PATH", format!("{}:{path}", tools.display()));
    let (mut terminal, _) = Terminal::start(command, 80, 24);
    terminal.until_shows(&["grading"]);
    let session = terminal.process();
    let waiting = until(|| linkers(session, "tools/cc").first().copied());
    terminal.press("?");
    terminal.until_shows(&["the previous exercise", "grading"]);
    fs::remove_file(&wait).unwrap();
    course.write(DOUBLE, &course.solution());
    terminal.until_shows(&["passed, 3 of 3 points"]);
    until(|| (!linkers(session, "tools/cc").contains(&waiting)).then_some(()));
}

/// Looks until there is something.
fn until<T>(mut look: impl FnMut() -> Option<T>) -> T {
    for _ in 0..TRIES {
        if let Some(found) = look() {
            return found;
        }
        poll(&mut [], Some(&PAUSE)).unwrap();
    }
    panic!("it never came")
}

/// The living processes of a session that have `part` in their command line.
fn linkers(session: u32, part: &str) -> Vec<u32> {
    let entries = fs::read_dir("/proc").unwrap().map(Result::unwrap);
    let found = entries.filter_map(|entry| {
        let id: u32 = entry.file_name().to_str()?.parse().ok()?;
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        // The name in brackets may hold anything; then state, parent, group, session.
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
        let lives = !matches!(fields.next()?, "Z" | "X");
        let of = fields.nth(2)?.parse::<u32>().ok()?;
        let line = fs::read_to_string(entry.path().join("cmdline")).ok()?;
        (lives && of == session && line.contains(part)).then_some(id)
    });
    found.collect()
}
