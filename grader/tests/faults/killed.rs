//! The command is killed, at each step of its way.
use super::place::{Place, answer, grade, grade_good};
use super::session::{Session, until};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::process::Signal;
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Output, Stdio};

const SIGNALS: [Signal; 3] = [Signal::KILL, Signal::TERM, Signal::INT];

/// Kills the grader and sees that nothing of it runs any more, and that it says so if it can.
fn kill(session: Session, signal: Signal) -> Output {
    session.signal(signal);
    let output = session.end();
    match signal {
        Signal::KILL => assert_eq!(output.status.signal(), Some(9)),
        _ => assert_eq!(output.status.code(), Some(130), "{:?}", output.status),
    }
    output
}

fn assert_told(output: &Output) {
    if output.status.code().is_some() {
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(answer["error"]["kind"], "interrupted");
    }
}

/// The command with its output on a pipe and its workspaces in `place`.
fn piped(mut command: Command, place: &Place) -> Command {
    command
        .env("TMPDIR", place.temporary())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

#[test]
fn killed_while_the_kit_is_built() {
    for signal in SIGNALS {
        let place = Place::new();
        let cache = place.cache();
        // Its compiler is a process that cargo started, in the middle of its work.
        let cargo = format!("sh -c '{} #compiler' &\nwait", place.wait_for_ever());
        let mut command = piped(grade_good(), &place);
        command
            .env("RUSTC", place.toolchain(&cargo))
            .env("GRADER_CACHE_DIR", &cache);
        let mut session = Session::start(&mut command);
        session.until_there_is("#compiler");
        assert!(session.processes().len() >= 4, "{:?}", session.processes());
        assert_told(&kill(session, signal));
        place.assert_clean();
        assert!(!cache.join("kits").exists(), "half a kit is left");
        answer(grade_good().env("GRADER_CACHE_DIR", &cache)).assert_passed();
    }
}

#[test]
fn another_grader_that_waits_for_the_killed_ones_kit_goes_on() {
    let place = Place::new();
    let cache = place.path("cache");
    let cargo = format!("sh -c '{} #compiler' &\nwait", place.wait_for_ever());
    let mut first = piped(grade_good(), &place);
    first
        .env("RUSTC", place.toolchain(&cargo))
        .env("GRADER_CACHE_DIR", &cache);
    let mut first = Session::start(&mut first);
    first.until_there_is("#compiler");
    let other = Place::new();
    let mut second = piped(grade_good(), &other);
    second
        .env("RUSTC", other.toolchain("echo it is my turn >&2; exit 1"))
        .env("GRADER_CACHE_DIR", &cache)
        .stderr(Stdio::piped());
    let mut second = Session::start(&mut second);
    let mut said = std::io::BufReader::new(second.child().stderr.take().unwrap());
    let mut line = String::new();
    std::io::BufRead::read_line(&mut said, &mut line).unwrap();
    assert!(line.starts_with("another grader is preparing"), "{line}");
    kill(first, Signal::KILL);
    let answer: Value = serde_json::from_slice(&second.end().stdout).unwrap();
    assert_eq!(answer["error"]["kind"], "kit_does_not_build");
    assert!(
        answer["error"]["message"]
            .to_string()
            .contains("it is my turn")
    );
}

#[test]
fn killed_while_the_submission_compiles() {
    for signal in SIGNALS {
        let place = Place::new();
        let mut command = piped(grade_good(), &place);
        command.env("PATH", place.path_with_linker());
        let mut session = Session::start(&mut command);
        // The compiler started it, not the grader.
        session.until_there_is("/linker/cc");
        assert_told(&kill(session, signal));
        if signal != Signal::KILL {
            place.assert_clean();
        }
    }
    answer(&mut grade_good()).assert_passed();
}

#[test]
fn killed_while_checks_run() {
    for signal in SIGNALS {
        let place = Place::new();
        let mut session = Session::start(&mut piped(super::checks::grade_endless(&place), &place));
        super::checks::stop_a_check(&mut session);
        assert_told(&kill(session, signal));
        if signal != Signal::KILL {
            place.assert_clean();
        }
    }
    answer(&mut grade_good()).assert_passed();
}

#[test]
fn killed_while_the_report_is_written_and_nobody_reads_it() {
    for signal in SIGNALS {
        let place = Place::new();
        let file = place.path("report.json");
        let (_reader, mut full) = std::io::pipe().unwrap();
        let flags = fcntl_getfl(&full).unwrap();
        fcntl_setfl(&full, flags | OFlags::NONBLOCK).unwrap();
        while full.write(&[b' '; 512]).is_ok() {}
        fcntl_setfl(&full, flags).unwrap();
        let mut command = piped(grade(), &place);
        command.arg("--output").arg(&file).stdout(full);
        let mut session = Session::start(&mut command);
        // The file is written first; after that there is only the full pipe.
        until("the written report", || {
            assert!(session.child().try_wait().unwrap().is_none());
            file.exists().then_some(())
        });
        kill(session, signal);
        let written: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        assert_eq!(written["status"], "graded");
    }
}
