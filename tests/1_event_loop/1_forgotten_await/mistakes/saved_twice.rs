//! Fails: saved_once = wrong_result
//!
//! The record is saved in the background, and again to be sure.
use services::{AuditLog, SaveError};

/// Closes a member's account and tells the member so.
///
/// # Errors
/// If the record of the closing could not be saved.
pub async fn close_account(audit: &AuditLog, member: &str) -> Result<String, SaveError> {
    let record = format!("closed the account of {member}");
    let saving = tokio::spawn(audit.save(record.clone()));
    audit.save(record).await?;
    drop(saving);
    Ok(format!("Goodbye, {member}: your account is closed."))
}
