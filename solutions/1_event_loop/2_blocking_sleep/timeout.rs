//! The login page: a wrong password is answered only after a pause, so that guessing is slow.
use std::{future::pending, time::Duration};
use tokio::time::timeout;

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    // Nothing ever comes, so the limit is always reached.
    let _elapsed = timeout(pause, pending::<()>()).await;
    format!("Wrong password for {user}.")
}
