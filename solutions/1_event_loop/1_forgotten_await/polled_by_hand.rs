//! The membership desk: closes accounts, and keeps a record of every closing.
use services::{AuditLog, SaveError};
use std::{
    future::{self, Future},
    pin::pin,
};

/// Closes a member's account and tells the member so.
///
/// # Errors
/// If the record of the closing could not be saved.
pub fn close_account(
    audit: &AuditLog,
    member: &str,
) -> impl Future<Output = Result<String, SaveError>> + use<> {
    let record = format!("closed the account of {member}");
    let answer = format!("Goodbye, {member}: your account is closed.");
    let audit = audit.clone();
    async move {
        let mut saving = pin!(audit.save(record));
        future::poll_fn(|context| saving.as_mut().poll(context)).await?;
        Ok(answer)
    }
}
