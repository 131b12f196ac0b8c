//! A submission of the exercise `blocking_sleep`.
use super::{at, failed, grading, info, passed};
use crate::testing::{Story, unmet};
use grader::grading::Grading;
use protocol::{Diagnosis, Failure, Finish, Kind, Unmet};

const REMINDER: &str = r#"//! Reminds users of their appointments.
use std::{thread, time::Duration};

/// Waits until the reminder is due, then gives its text.
pub async fn remind(text: &str, due_in: Duration) -> String {
    thread::sleep(due_in);
    format!("Reminder: {text}")
}
"#;

pub(crate) fn blocked_loop() -> Grading {
    let place = || at(REMINDER, "sleep(due_in)");
    let mut alone = Story::new();
    let task = alone.run("remind");
    alone.block(task, place(), 300);
    alone.finish(task, Finish::Returned);
    let beats = Unmet {
        what: "the heartbeat beside `remind`".to_owned(),
        ..unmet(
            Diagnosis::BlockedEventLoop,
            "a beat every 20 ms",
            "no beat for 300 ms",
        )
    };
    let mut together = Story::new();
    for _ in 0..10 {
        let task = together.run("remind");
        together.block(task, place(), 300);
        together.finish(task, Finish::Returned);
    }
    let slow = Unmet {
        what: "ten reminders".to_owned(),
        ..unmet(Diagnosis::WrongTiming, "300 ms", "3000 ms")
    };
    let steady = info(
        "the_heart_keeps_beating",
        "Nothing else stands still while a reminder waits.",
        Kind::Timing,
        4,
    );
    let ten = info(
        "ten_wait_together",
        "Ten reminders take as long as one.",
        Kind::Timing,
        3,
    );
    let waits = info(
        "the_reminder_still_waits",
        "A reminder does not come early.",
        Kind::Timing,
        3,
    );
    let checks = vec![
        failed(steady, Failure::Unmet(beats), alone.record, 300),
        failed(ten, Failure::Unmet(slow), together.record, 3000),
        passed(waits),
    ];
    grading(
        "1_event_loop/2_blocking_sleep",
        "The reminder that stops everything",
        REMINDER,
        checks,
    )
}
