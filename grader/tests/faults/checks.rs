//! A check program is stopped or killed from outside.
use super::place::{Place, answer, grade, grade_good};
use super::session::{Process, Session, until};
use rustix::process::{Signal, kill_process};
use std::fs;
use std::process::{Command, Stdio};

const ENDLESS: &str = "use services::{ApiError, User, UserApi};\n\
    pub async fn gather_users(_: &UserApi, _: &[u32]) -> Result<Vec<User>, ApiError> {\n\
    \x20   loop {\n        std::hint::black_box(());\n    }\n}\n";

/// The command with a submission that computes until it is ended.
pub(crate) fn grade_endless(place: &Place) -> Command {
    let file = place.path("endless.rs");
    fs::write(&file, ENDLESS).unwrap();
    let mut command = grade();
    command.arg("--submission").arg(file);
    command
}

/// Stops a check process in the middle of its work. It may end before; another one comes soon.
pub(crate) fn stop_a_check(session: &mut Session) -> Process {
    until("a stopped check", || {
        let check = session.until_there_is("--channel");
        // One that only lists the checks uses far less.
        if check.used < 10 {
            return None;
        }
        kill_process(check.id, Signal::STOP).ok()?;
        until("stopped or gone", || {
            let found = session.processes();
            let Some(now) = found.into_iter().find(|one| one.id == check.id) else {
                return Some(None);
            };
            (now.state == 'T').then_some(Some(now))
        })
    })
}

#[test]
fn a_check_that_is_killed_from_outside_fails_and_the_others_count() {
    let place = Place::new();
    let mut command = grade_endless(&place);
    command
        .args(["--check", "all_at_once", "--check", "nobody_to_fetch"])
        .env("TMPDIR", place.temporary())
        .stdout(Stdio::piped());
    let mut session = Session::start(&mut command);
    let check = stop_a_check(&mut session);
    kill_process(check.id, Signal::KILL).unwrap();
    let output = session.end();
    assert_eq!(output.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut run = report["checks"].as_array().unwrap().clone();
    run.retain(|check| check["verdict"] != "skipped");
    assert_eq!(run.len(), 2);
    assert!(
        run.iter().all(|check| check["verdict"] == "failed"),
        "{report}"
    );
    place.assert_clean();
    answer(&mut grade_good()).assert_passed();
}

#[test]
fn a_check_that_was_stopped_and_goes_on_is_graded_as_always() {
    let place = Place::new();
    let mut command = grade_endless(&place);
    command
        .args(["--check", "all_at_once"])
        .env("TMPDIR", place.temporary())
        .stdout(Stdio::piped());
    let mut session = Session::start(&mut command);
    let check = stop_a_check(&mut session);
    kill_process(check.id, Signal::CONT).unwrap();
    let output = session.end();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let checks = report["checks"].as_array().unwrap();
    let check = checks.iter().find(|check| check["name"] == "all_at_once");
    assert_eq!(check.unwrap()["diagnosis"], "never_finishes", "{report}");
}
