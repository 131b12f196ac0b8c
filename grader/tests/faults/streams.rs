//! The standard streams are closed or full, and descriptors are few.
use super::place::{Place, answer, grade_good};
use std::fs::File;
use std::process::{Command, Stdio};

/// The same command, started by a shell after these words.
fn behind(words: &str) -> Command {
    let good = grade_good();
    let mut command = Command::new("/bin/sh");
    command.args(["-c", &format!("{words}; exec \"$0\" \"$@\"")]);
    command.arg(good.get_program()).args(good.get_args());
    command.current_dir(good.get_current_dir().unwrap());
    command
}

#[test]
fn closed_streams_are_no_hindrance() {
    for closed in ["exec <&-", "exec >&-", "exec 2>&-", "exec <&- >&- 2>&-"] {
        let status = behind(closed).stdout(Stdio::null()).status().unwrap();
        assert_eq!(status.code(), Some(0), "{closed}");
    }
}

#[test]
fn a_report_that_cannot_be_printed_is_told() {
    let full = || File::options().write(true).open("/dev/full").unwrap();
    let output = grade_good().stdout(full()).stderr(Stdio::piped()).output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("standard output") && said.contains("help:"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_said_on_standard_error_changes_nothing() {
    let place = Place::new();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let mut command = grade_good();
    command
        .arg("--keep")
        .env("TMPDIR", place.temporary())
        .stdout(Stdio::null());
    assert_eq!(command.stderr(full).status().unwrap().code(), Some(0));
}

#[test]
fn a_reader_that_goes_away_has_seen_enough() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let status = grade_good().stdout(writer).status().unwrap();
    assert_eq!(status.code(), Some(0));
}

#[test]
fn too_few_descriptors_are_told_and_never_weaken_the_sandbox() {
    let usual = answer(&mut grade_good());
    usual.assert_passed();
    for most in [5, 8, 11, 14, 17, 20, 26, 32] {
        let answer = answer(&mut behind(&format!("ulimit -n {most}")));
        if answer.status == 0 {
            assert_eq!(answer.json["sandbox"], usual.json["sandbox"], "{most}");
        } else {
            let told = answer.json["error"]["message"].as_str().unwrap_or_default();
            let (json, stderr) = (&answer.json, &answer.stderr);
            assert!(matches!(answer.status, 2 | 3), "{most}: {json} {stderr}");
            assert!(!told.is_empty(), "{most}: {json} {stderr}");
        }
    }
    let enough = answer(&mut behind("ulimit -n 64"));
    enough.assert_passed();
}
