//! Verdicts seen from outside: exact on a busy machine, explained to the line, and right about submissions
//! that nobody foresaw.
use serde_json::Value;
use std::{
    hint,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The report of one grading, less what was measured with a real clock.
fn grade(arguments: &[&str]) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_grader"));
    command
        .current_dir(root())
        .arg("grade")
        .args(arguments)
        .args(["--format", "json"]);
    let output = command.output().expect("the grader starts");
    let mut report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    report["timing"] = Value::Null;
    for check in report["checks"].as_array_mut().into_iter().flatten() {
        check["wall_ms"] = Value::Null;
    }
    report
}

/// Keeps every core busy, and more, while `work` runs.
fn on_a_busy_machine<T>(work: impl FnOnce() -> T) -> T {
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    hint::spin_loop();
                }
            });
        }
        let result = work();
        over.store(true, Ordering::Relaxed);
        result
    })
}

fn mistake(exercise: &str, file: &str) -> String {
    let path = root()
        .join("tests")
        .join(exercise)
        .join("mistakes")
        .join(file);
    path.to_str().expect("UTF-8").to_owned()
}

fn submission(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/submissions")
        .join(file);
    path.to_str().expect("UTF-8").to_owned()
}

fn first_failed(report: &Value) -> &Value {
    let checks = report["checks"].as_array().expect("checks");
    let failed = checks.iter().find(|check| check["verdict"] == "failed");
    failed.unwrap_or_else(|| panic!("nothing failed: {report:#}"))
}

/// The lines of a submission on which this text stands.
fn lines_with(file: &Path, text: &str) -> Vec<u64> {
    let source = std::fs::read_to_string(file).expect("a file of the repository");
    let numbered = source.lines().zip(1..);
    numbered
        .filter(|(line, _)| line.contains(text))
        .map(|(_, number)| number)
        .collect()
}

fn evidence_lines(check: &Value) -> Vec<u64> {
    let evidence = check["evidence"].as_array().expect("evidence");
    evidence
        .iter()
        .map(|one| one["line"].as_u64().expect("a line"))
        .collect()
}

#[test]
fn a_busy_machine_gives_the_same_report() {
    for exercise in [
        "blocking_sleep",
        "gather_users",
        "lost_update",
        "lock_ordering",
    ] {
        let calm = grade(&[exercise]);
        let busy = on_a_busy_machine(|| grade(&[exercise]));
        assert_eq!(calm, busy);
    }
}

#[test]
fn a_lost_update_fails_again_with_its_seed_in_another_process_and_on_a_busy_machine() {
    let file = mistake("3_shared_state/1_lost_update", "locked_twice.rs");
    let arguments = [
        "lost_update",
        "--submission",
        &file,
        "--check",
        "no_vote_is_lost",
    ];
    let found = grade(&arguments);
    let check = first_failed(&found);
    assert_eq!(check["diagnosis"], "lost_update");
    let seed = check["failing_seed"].to_string();
    let replay = [&arguments[..], &["--seed", &seed]].concat();
    let again = grade(&replay);
    assert_eq!(first_failed(&again)["evidence"], check["evidence"]);
    assert_eq!(on_a_busy_machine(|| grade(&replay)), again);
}

#[test]
fn opposite_transfers_deadlock_with_both_tasks_both_locks_and_all_four_lines() {
    let report = grade(&["lock_ordering", "--check", "opposite_transfers_end"]);
    let check = first_failed(&report);
    assert_eq!(check["diagnosis"], "deadlock");
    let stub = root().join("exercises/3_shared_state/2_lock_ordering/src/lib.rs");
    let first = lines_with(&stub, "let mut from = ")[0];
    let second = lines_with(&stub, "let mut to = ")[0];
    assert_eq!(evidence_lines(check), [first, second, first, second]);
    let said: Vec<&str> = check["evidence"]
        .as_array()
        .expect("evidence")
        .iter()
        .map(|one| one["what"].as_str().expect("a text"))
        .collect();
    assert!(
        said[0].contains("holds") && said[1].contains("waits for"),
        "{said:?}"
    );
    assert!(
        said[2].contains("holds") && said[3].contains("waits for"),
        "{said:?}"
    );
    // What the one holds, the other waits for.
    let lock = |text: &str| text.rsplit(' ').next().expect("a word").to_owned();
    assert_eq!(lock(said[0]), lock(said[3]));
    assert_eq!(lock(said[2]), lock(said[1]));
}

#[test]
fn a_blocking_sleep_is_shown_at_its_line() {
    let report = grade(&["blocking_sleep"]);
    let check = first_failed(&report);
    assert_eq!(check["diagnosis"], "blocked_event_loop");
    let stub = root().join("exercises/1_event_loop/2_blocking_sleep/src/lib.rs");
    assert_eq!(evidence_lines(check), lines_with(&stub, "thread::sleep("));
}

#[test]
fn a_submission_may_keep_an_actor_in_a_static() {
    let report = grade(&[
        "gather_users",
        "--submission",
        &submission("actor_in_a_static.rs"),
    ]);
    assert_eq!(report["passed"], true, "{report:#}");
}

#[test]
fn a_submission_may_run_a_runtime_on_a_thread_of_its_own() {
    let report = grade(&[
        "gather_users",
        "--submission",
        &submission("runtime_on_a_thread.rs"),
    ]);
    assert_eq!(report["passed"], true, "{report:#}");
}

#[test]
fn local_tasks_need_a_local_set_as_in_an_ordinary_program() {
    let within = ["gather_users", "--submission", &submission("local_set.rs")];
    let report = grade(&within);
    assert_eq!(report["passed"], true, "{report:#}");

    let file = submission("spawned_locally.rs");
    let report = grade(&["gather_users", "--submission", &file]);
    let check = first_failed(&report);
    assert_eq!(check["diagnosis"], "panicked");
    let call = lines_with(Path::new(&file), "spawn_local(api");
    assert_eq!(evidence_lines(check), call, "{check:#}");
}

#[test]
fn a_runtime_within_the_runtime_is_a_panic_at_its_line() {
    let file = submission("runtime_of_its_own.rs");
    let report = grade(&["gather_users", "--submission", &file]);
    let check = first_failed(&report);
    assert_eq!(check["diagnosis"], "panicked");
    assert_eq!(
        evidence_lines(check),
        lines_with(Path::new(&file), "runtime.block_on(")
    );
}
