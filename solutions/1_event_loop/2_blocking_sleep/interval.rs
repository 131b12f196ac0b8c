//! The login page: a wrong password is answered only after a pause, so that guessing is slow.
use std::time::Duration;
use tokio::time::{Instant, interval_at};

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    let mut ticks = interval_at(Instant::now() + pause, Duration::from_secs(3600));
    ticks.tick().await;
    format!("Wrong password for {user}.")
}
