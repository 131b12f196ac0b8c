//! Fails: saved_before_the_answer = leaked_task
//! Fails: a_failure_reaches_the_caller = swallowed_error
//! Fails: answers_as_soon_as_it_is_saved = wrong_timing
//!
//! The save runs in a task of its own, and a fixed wait gives it time.
use services::{AuditLog, SaveError};
use std::time::Duration;

/// Closes a member's account and tells the member so.
///
/// # Errors
/// If the record of the closing could not be saved.
pub async fn close_account(audit: &AuditLog, member: &str) -> Result<String, SaveError> {
    let record = format!("closed the account of {member}");
    tokio::spawn(audit.save(record));
    tokio::time::sleep(Duration::from_millis(200)).await;
    Ok(format!("Goodbye, {member}: your account is closed."))
}
