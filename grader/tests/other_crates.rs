//! `cargo test` tests the grader alone; this brings in the crates of its check programs, whose tests cargo
//! runs with the flags they need.
use std::process::{Command, Stdio};

const CRATES: [&str; 6] = [
    "protocol",
    "services",
    "facade",
    "fence",
    "harness",
    "harness-macros",
];

#[test]
fn the_crates_that_check_programs_are_made_of_pass_their_tests() {
    let mut command = Command::new(env!("CARGO"));
    command
        .arg("test")
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    for name in CRATES {
        command.args(["--package", name]);
    }
    let status = command.stdin(Stdio::null()).status().expect("cargo starts");
    assert!(status.success(), "{command:?}: {status}");
}
