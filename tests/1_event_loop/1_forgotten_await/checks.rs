//! Stub: saved_before_the_answer = forgotten_await
//! Stub: saved_once = forgotten_await
//! Stub: a_failure_reaches_the_caller = forgotten_await
//! Stub: answers_as_soon_as_it_is_saved = forgotten_await
//!
//! Hidden checks of `forgotten_await`: what the log holds, what the caller is told, and when.
use forgotten_await::close_account;
use futures::FutureExt;
use harness::{Diagnosis, Lab, Plan, check};
use services::{AuditLog, SaveError};
use std::{panic::AssertUnwindSafe, time::Duration};

/// A name as members write it.
fn member_of(lab: &Lab) -> String {
    let mut names = [lab.word(), lab.word()];
    for name in &mut names {
        name[..1].make_ascii_uppercase();
    }
    names.join(" ")
}

fn record_of(member: &str) -> String {
    format!("closed the account of {member}")
}

fn shown(records: &[String]) -> String {
    if records.is_empty() {
        return "an empty log".to_owned();
    }
    records.join("\n")
}

async fn close(lab: &Lab, audit: &AuditLog, member: &str) -> Result<String, SaveError> {
    let (audit, member) = (audit.clone(), member.to_owned());
    lab.run("close_account", async move {
        close_account(&audit, &member).await
    })
    .await
}

/// The record is in the log when the member gets the answer.
#[check(lifecycle, points = 4)]
async fn saved_before_the_answer(lab: Lab) {
    let member = member_of(&lab);
    // Two branches have each their log, one of them a slow one.
    let slow = lab.conditions().latency(1_000..=5_000);
    for conditions in [lab.conditions(), slow] {
        let audit = AuditLog::new(conditions);
        // Nothing can be saved in no time, so nobody can have an answer at once.
        let (log, name) = (audit.clone(), member.clone());
        let mut handler = lab.by_hand(
            "close_account",
            async move { close_account(&log, &name).await },
        );
        lab.expect_pending(
            "the answer before anything is saved",
            Diagnosis::WrongResult,
            &mut handler,
        );
        drop(handler);
        let answer = close(&lab, &audit, &member).await;
        let records = audit.records();
        lab.expect(
            "the audit log when the answer comes",
            Diagnosis::WrongResult,
            answer.is_ok() && records.contains(&record_of(&member)),
            record_of(&member),
            shown(&records),
        );
    }
}

/// If the record cannot be saved, the caller gets the log's error.
#[check(behaviour, points = 3)]
async fn a_failure_reaches_the_caller(lab: Lab) {
    let audit = AuditLog::new(lab.conditions());
    let member = member_of(&lab);
    let record = record_of(&member);
    audit.backend().break_call(&format!("SAVE {record}"));
    let answer = close(&lab, &audit, &member).await;
    let error = SaveError { record };
    lab.expect(
        "the answer while the log is down",
        Diagnosis::SwallowedError,
        answer.is_err(),
        format!("Err({error:?})"),
        format!("{answer:?}"),
    );
    lab.expect_eq("the error", Err(error.clone()), answer);

    // If saving panics, nothing is saved either. Whether the caller gets a panic or an error is not asked.
    let other = member_of(&lab);
    let call = format!("SAVE {}", record_of(&other));
    audit.backend().garble_call(&call);
    let closing = async move { close_account(&audit, &other).await };
    let ended = AssertUnwindSafe(closing).catch_unwind();
    let answer = lab
        .run("close_account", ended)
        .await
        .unwrap_or_else(|_| Err(error));
    lab.expect(
        "the answer when saving has panicked",
        Diagnosis::SwallowedError,
        answer.is_err(),
        "no answer",
        format!("{answer:?}"),
    );
}

/// Every closing is in the log once, also when several members leave at the same time.
#[check(behaviour, points = 1)]
async fn saved_once(lab: Lab) {
    let audit = AuditLog::new(lab.conditions());
    let members: Vec<String> = (1..=3)
        .map(|number| format!("{} {number}", member_of(&lab)))
        .collect();
    let mut leaving = Vec::new();
    for member in members.clone() {
        let audit = audit.clone();
        leaving.push(lab.start("close_account", async move {
            close_account(&audit, &member).await
        }));
    }
    for handler in leaving {
        // Whether it is an error is for another check to say.
        drop(handler.join().await);
    }
    // What was left running has its time.
    lab.sleep(Duration::from_secs(5)).await;
    let mut expected: Vec<String> = members.iter().map(|member| record_of(member)).collect();
    let mut records = audit.records();
    expected.sort();
    records.sort();
    lab.expect_eq("the audit log some time later", expected, records);
}

/// The answer comes as soon as the record is saved, whether the log is quick or slow.
#[check(timing, points = 1)]
async fn answers_as_soon_as_it_is_saved(lab: Lab) {
    let audit = AuditLog::new(lab.conditions());
    for latency in [50..=150, 1..=20, 1_000..=5_000].map(|range| lab.millis(range)) {
        let member = member_of(&lab);
        let call = format!("SAVE {}", record_of(&member));
        audit.backend().set_latency(&call, latency);
        let start = lab.now();
        drop(close(&lab, &audit, &member).await);
        let plan = Plan::new()
            .call(&call, start, latency)
            .returns("close_account", start + latency);
        lab.expect_elapsed("close_account", latency, lab.now() - start, plan);
    }
}

/// The member is still told whose account was closed.
#[check(behaviour, points = 1)]
async fn the_member_gets_the_answer(lab: Lab) {
    let audit = AuditLog::new(lab.conditions());
    let member = member_of(&lab);
    let answer = close(&lab, &audit, &member).await;
    let expected = format!("Goodbye, {member}: your account is closed.");
    lab.expect_eq("the answer", Ok(expected), answer);
}

harness::main!();
