//! Fails: ten_take_as_long_as_one = wrong_timing
//! Fails: the_pause_is_still_made = wrong_timing
//!
//! The pause is counted in whole seconds.
use std::time::Duration;
use tokio::time::sleep;

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    for _ in 0..pause.as_secs() {
        sleep(Duration::from_secs(1)).await;
    }
    format!("Wrong password for {user}.")
}
