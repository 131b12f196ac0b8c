//! The login page: a wrong password is answered only after a pause, so that guessing is slow.
use std::time::Duration;
use tokio::time::sleep;

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    sleep(pause).await;
    format!("Wrong password for {user}.")
}
