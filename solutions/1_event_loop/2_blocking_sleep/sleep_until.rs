//! The login page: a wrong password is answered only after a pause, so that guessing is slow.
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    let end = Instant::now() + pause;
    sleep_until(end).await;
    format!("Wrong password for {user}.")
}
