//! Fails: saved_before_the_answer = deadlock
//! Fails: saved_once = deadlock
//! Fails: a_failure_reaches_the_caller = deadlock
//! Fails: answers_as_soon_as_it_is_saved = deadlock
//! Fails: the_member_gets_the_answer = deadlock
//!
//! The only thread waits for the answer that only it could bring.
use services::{AuditLog, SaveError};

/// Closes a member's account and tells the member so.
///
/// # Errors
/// If the record of the closing could not be saved.
pub async fn close_account(audit: &AuditLog, member: &str) -> Result<String, SaveError> {
    let record = format!("closed the account of {member}");
    futures::executor::block_on(audit.save(record))?;
    Ok(format!("Goodbye, {member}: your account is closed."))
}
