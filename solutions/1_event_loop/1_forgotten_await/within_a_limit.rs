//! The membership desk: closes accounts, and keeps a record of every closing.
use services::{AuditLog, SaveError};
use std::time::Duration;
use tokio::time::timeout;

/// How long a member waits for the audit log at most.
const PATIENCE: Duration = Duration::from_secs(10);

/// Closes a member's account and tells the member so.
///
/// # Errors
/// If the record of the closing could not be saved, or not in time.
pub async fn close_account(audit: &AuditLog, member: &str) -> Result<String, SaveError> {
    let record = format!("closed the account of {member}");
    match timeout(PATIENCE, audit.save(record.clone())).await {
        Ok(saved) => saved?,
        Err(_late) => return Err(SaveError { record }),
    }
    Ok(format!("Goodbye, {member}: your account is closed."))
}
