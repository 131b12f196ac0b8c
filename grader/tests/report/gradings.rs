//! Gradings made by hand, each told as the harness would have seen it.
mod audit;
mod bank;
mod counter;
mod reminder;
mod team_page;

pub(crate) use audit::forgotten_await;
pub(crate) use bank::{deadlock_of_two_tasks_and_two_locks, self_deadlock};
pub(crate) use counter::lost_update;
pub(crate) use reminder::blocked_loop;
pub(crate) use team_page::{
    all_passed, compile_error, crash, panic, panic_with, sequential, time_out, wrong_order,
};

use grader::catalog::Exercise;
use grader::check_run::{Answer, CheckRun, Ended};
use grader::grading::{Check, Grading, Outcome, Request, Timing, Versions};
use grader::limits::CheckLimits;
use grader::sandbox::{Layer, Level, Missing, Standing};
use grader::submission::{SourceFile, Submission};
use protocol::{CheckInfo, EXIT_FAILED, EXIT_PASSED, Failure, Findings, Kind, Pass, Place, Record};

/// Every one of them.
pub(crate) fn all() -> Vec<Grading> {
    vec![
        all_passed(),
        blocked_loop(),
        compile_error(),
        crash(),
        deadlock_of_two_tasks_and_two_locks(),
        forgotten_await(),
        lost_update(),
        panic(),
        self_deadlock(),
        sequential(),
        time_out(),
        wrong_order(),
    ]
}

/// The place of the first text like this in a file.
fn at(text: &str, needle: &str) -> Place {
    let offset = text.find(needle).expect("the text is in the file");
    let before = &text[..offset];
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    Place::Line {
        file: "src/lib.rs".to_owned(),
        line: u32::try_from(line).expect("a short file"),
        column: u32::try_from(column).expect("a short line"),
    }
}

fn info(name: &str, title: &str, kind: Kind, points: u32) -> CheckInfo {
    CheckInfo {
        name: name.to_owned(),
        title: title.to_owned(),
        kind,
        points,
        schedules: 60,
    }
}

fn passed(info: CheckInfo) -> Check {
    let pass = Pass {
        secret: "s".to_owned(),
        schedules: info.schedules,
        virtual_ms: 143,
        recorded: None,
    };
    ran(info, Answer::Passed(pass), Ended::Exited(EXIT_PASSED))
}

fn failed(info: CheckInfo, failure: Failure, record: Record, virtual_ms: u64) -> Check {
    let findings = Findings {
        failure,
        seed: 4,
        switches: None,
        schedules: 5,
        virtual_ms,
        record,
    };
    ran(
        info,
        Answer::Failed(Box::new(findings)),
        Ended::Exited(EXIT_FAILED),
    )
}

fn ran(info: CheckInfo, answer: Answer, ended: Ended) -> Check {
    Check::Ran(Box::new(CheckRun {
        info,
        answer,
        ended,
        output: String::new(),
        wall_ms: 12,
    }))
}

fn grading(id: &str, title: &str, text: &str, checks: Vec<Check>) -> Grading {
    let folder = id.rsplit('/').next().unwrap_or_default();
    let name = folder.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_');
    let path = "src/lib.rs";
    Grading {
        versions: Versions {
            grader: "0.1.0".to_owned(),
            rustc: "1.95.0".to_owned(),
            tokio: "1.54.1".to_owned(),
        },
        sandbox: Standing {
            level: Level::Strong,
            layers: vec![
                Layer::Limits,
                Layer::Identity,
                Layer::Landlock,
                Layer::Seccomp,
            ],
            missing: vec![Missing {
                layer: Layer::Namespaces,
                reason: "none can be made: Operation not permitted (os error 1)".to_owned(),
                help: "allow user namespaces on this machine".to_owned(),
            }],
        },
        exercise: Exercise {
            id: id.to_owned(),
            name: name.to_owned(),
            title: title.to_owned(),
            package: name.to_owned(),
            edition: "2024".to_owned(),
            dir: id.into(),
            editable: vec![path.into()],
            hints: Vec::new(),
            dependencies: Vec::new(),
            checks: "checks.rs".into(),
            limits: CheckLimits::default(),
        },
        submission: Submission::new(vec![SourceFile {
            path: path.into(),
            text: text.to_owned(),
        }]),
        diagnostics: Vec::new(),
        outcome: Outcome::Checked(checks),
        request: Request::default(),
        timing: Timing {
            kit_ms: 3,
            compile_ms: 391,
            checks_ms: 38,
            total_ms: 440,
        },
        workspace: None,
    }
}
