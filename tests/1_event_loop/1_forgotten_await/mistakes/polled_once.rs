//! Fails: saved_before_the_answer = wrong_result
//! Fails: saved_once = wrong_result
//! Fails: a_failure_reaches_the_caller = swallowed_error
//! Fails: answers_as_soon_as_it_is_saved = wrong_timing
//!
//! The save is polled once and given up.
use futures::FutureExt;
use services::{AuditLog, SaveError};

/// Closes a member's account and tells the member so.
///
/// # Errors
/// If the record of the closing could not be saved.
pub async fn close_account(audit: &AuditLog, member: &str) -> Result<String, SaveError> {
    let record = format!("closed the account of {member}");
    audit.save(record).now_or_never().transpose()?;
    Ok(format!("Goodbye, {member}: your account is closed."))
}
