//! Fails: saved_before_the_answer = wrong_result
//! Fails: answers_as_soon_as_it_is_saved = wrong_timing
//!
//! A log that is slow is given up, and the member is told that all went well.
use services::{AuditLog, SaveError};
use std::time::Duration;
use tokio::time::timeout;

/// Closes a member's account and tells the member so.
///
/// # Errors
/// If the record of the closing could not be saved.
pub async fn close_account(audit: &AuditLog, member: &str) -> Result<String, SaveError> {
    let record = format!("closed the account of {member}");
    if let Ok(saved) = timeout(Duration::from_millis(200), audit.save(record)).await {
        saved?;
    }
    Ok(format!("Goodbye, {member}: your account is closed."))
}
