//! Fails: saved_before_the_answer = wrong_result
//! Fails: a_failure_reaches_the_caller = swallowed_error
//! Fails: saved_once = wrong_result
//! Fails: answers_as_soon_as_it_is_saved = wrong_timing
//!
//! The answer comes after 60 ms at the latest, saved or not.
use services::{AuditLog, SaveError};
use std::time::Duration;

/// Closes a member's account and tells the member so.
///
/// # Errors
/// If the record of the closing could not be saved.
pub async fn close_account(audit: &AuditLog, member: &str) -> Result<String, SaveError> {
    let save = audit.save(format!("closed the account of {member}"));
    tokio::select! {
        saved = save => saved?,
        () = tokio::time::sleep(Duration::from_millis(60)) => {}
    }
    Ok(format!("Goodbye, {member}: your account is closed."))
}
