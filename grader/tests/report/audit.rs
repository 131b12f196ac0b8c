//! A submission of the exercise `forgotten_await`.
use super::{at, failed, grading, info};
use crate::testing::{Story, unmet};
use grader::grading::Grading;
use protocol::{Diagnosis, Failure, Finish, Kind, Unmet};

const AUDIT: &str = r#"//! Closes accounts.
use services::AuditLog;

/// Closes a member's account.
pub async fn close_account(audit: &AuditLog, member: &str) -> String {
    let _ = audit.save(format!("closed the account of {member}"));
    format!("Goodbye, {member}: your account is closed.")
}
"#;

pub(crate) fn forgotten_await() -> Grading {
    let mut story = Story::new();
    let task = story.run("close_account");
    let call = story.make(task, "SAVE closed the account of ada", at(AUDIT, "save("));
    story.end(task, call, protocol::Outcome::NeverPolled);
    story.finish(task, Finish::Returned);
    let unmet = Unmet {
        what: "the audit log when the answer comes".to_owned(),
        ..unmet(
            Diagnosis::WrongResult,
            "closed the account of ada",
            "an empty log",
        )
    };
    let saved = info(
        "saved_before_the_answer",
        "The record is in the log when the member gets the answer.",
        Kind::Lifecycle,
        4,
    );
    let checks = vec![failed(saved, Failure::Unmet(unmet), story.record, 0)];
    grading(
        "1_event_loop/1_forgotten_await",
        "The record that is never saved",
        AUDIT,
        checks,
    )
}
