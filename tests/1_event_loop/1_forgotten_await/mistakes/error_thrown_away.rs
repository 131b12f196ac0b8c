//! Fails: a_failure_reaches_the_caller = swallowed_error
//!
//! The save is awaited, and its result thrown away.
use services::{AuditLog, SaveError};

/// Closes a member's account and tells the member so.
///
/// # Errors
/// If the record of the closing could not be saved.
pub async fn close_account(audit: &AuditLog, member: &str) -> Result<String, SaveError> {
    let record = format!("closed the account of {member}");
    let _ = audit.save(record).await;
    Ok(format!("Goodbye, {member}: your account is closed."))
}
