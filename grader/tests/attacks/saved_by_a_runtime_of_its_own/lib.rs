//! The membership desk: saves in a runtime of its own, on a thread of its own, and answers at once.
use services::{AuditLog, SaveError};

pub async fn close_account(audit: &AuditLog, member: &str) -> Result<String, SaveError> {
    let record = format!("closed the account of {member}");
    let audit = audit.clone();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build();
        runtime.unwrap().block_on(audit.save(record))
    });
    Ok(format!("Goodbye, {member}: your account is closed."))
}
