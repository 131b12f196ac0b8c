//! Fails: ten_take_as_long_as_one = wrong_timing
//! Fails: the_pause_is_still_made = wrong_timing
//!
//! The sleep is made and never waited for.
use std::time::Duration;
use tokio::time::sleep;

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    let _pausing = sleep(pause);
    format!("Wrong password for {user}.")
}
