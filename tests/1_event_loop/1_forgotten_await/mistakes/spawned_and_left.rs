//! Fails: saved_before_the_answer = leaked_task
//! Fails: a_failure_reaches_the_caller = leaked_task
//! Fails: answers_as_soon_as_it_is_saved = leaked_task
//!
//! The save runs in a task that nobody waits for.
use services::{AuditLog, SaveError};

/// Closes a member's account and tells the member so.
///
/// # Errors
/// If the record of the closing could not be saved.
pub async fn close_account(audit: &AuditLog, member: &str) -> Result<String, SaveError> {
    let record = format!("closed the account of {member}");
    tokio::spawn(audit.save(record));
    Ok(format!("Goodbye, {member}: your account is closed."))
}
