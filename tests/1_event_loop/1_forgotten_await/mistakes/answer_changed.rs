//! Fails: the_member_gets_the_answer = wrong_result
//!
//! The member is sent the record instead of the answer.
use services::{AuditLog, SaveError};

/// Closes a member's account and tells the member so.
///
/// # Errors
/// If the record of the closing could not be saved.
pub async fn close_account(audit: &AuditLog, member: &str) -> Result<String, SaveError> {
    let record = format!("closed the account of {member}");
    audit.save(record.clone()).await.map(|()| record)
}
