//! A verification made by hand, for the documents.
use grader::mutants::{Operator, Survivor, Tally};
use grader::report::Versions;
use grader::verify::{Effort, Fault, FaultKind, Verification, VerifiedExercise};

/// One exercise, in which a mistake gets another diagnosis than it declares, in a course with a stray file.
pub(crate) fn with_a_fault() -> Verification {
    Verification {
        format_version: 1,
        grader: Some(Versions {
            version: "0.1.0".to_owned(),
            rustc: "1.95.0".to_owned(),
            tokio: "1.54.1".to_owned(),
        }),
        passed: false,
        repeat: 1,
        exercises: vec![VerifiedExercise {
            id: "2_concurrency/2_gather_users".to_owned(),
            title: "The slow team page".to_owned(),
            passed: false,
            checks: 6,
            points: 12,
            accepted: 9,
            mistakes: 12,
            gradings: 22,
            wall_ms: 9500,
            mutants: Some(mutants()),
            faults: vec![other_diagnosis()],
        }],
        faults: vec![stray()],
        effort: Effort {
            jobs: 2,
            gradings: 22,
            mutants: 4,
            kit_ms: 20,
            compile_ms: 8300,
            checks_ms: 1200,
            total_ms: 4900,
        },
    }
}

/// As if no check looked at the order of the users.
fn mutants() -> Tally {
    let line = "try_join_all(ids.iter().map(|&id| api.user(id))).await";
    let becomes = "try_join_all(ids.iter().rev().map(|&id| api.user(id))).await";
    Tally {
        made: 4,
        viable: 3,
        killed: 2,
        equivalent: 0,
        kill_rate: Some(66.7),
        survivors: vec![Survivor {
            operator: Operator::OrderReversed,
            line: 10,
            at: line.to_owned(),
            was: line.to_owned(),
            becomes: becomes.to_owned(),
            diff: format!(
                "--- reference.rs\n+++ mutant\n@@ -10,1 +10,1 @@\n-    {line}\n+    {becomes}\n"
            ),
        }],
        idle: Vec::new(),
    }
}

fn other_diagnosis() -> Fault {
    let check = "all_at_once";
    Fault {
        file: "tests/2_concurrency/2_gather_users/mistakes/limit_of_two.rs".to_owned(),
        line: Some(1),
        kind: FaultKind::OtherDiagnosis,
        check: Some(check.to_owned()),
        what: format!(
            "the mistake fails `{check}` with the diagnosis over_serialised; declared is sequential"
        ),
        help: "mend the check or what it takes the failure to mean, or declare the other diagnosis"
            .to_owned(),
        details: Some("At most 2 requests were under way together.".to_owned()),
    }
}

fn stray() -> Fault {
    Fault {
        file: "tests/2_concurrency/notes.txt".to_owned(),
        line: None,
        kind: FaultKind::StrayFile,
        check: None,
        what: "it does not belong here".to_owned(),
        help: "remove it, or move it away; what belongs here: an exercise's folder".to_owned(),
        details: None,
    }
}
