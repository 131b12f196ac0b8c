//! Fails: a_failure_reaches_the_caller = swallowed_error
//!
//! The save runs in a task; if the task panics, the member is told that all went well.
use services::{AuditLog, SaveError};

/// Closes a member's account and tells the member so.
///
/// # Errors
/// If the record of the closing could not be saved.
pub async fn close_account(audit: &AuditLog, member: &str) -> Result<String, SaveError> {
    let record = format!("closed the account of {member}");
    if let Ok(saved) = tokio::spawn(audit.save(record)).await {
        saved?;
    }
    Ok(format!("Goodbye, {member}: your account is closed."))
}
