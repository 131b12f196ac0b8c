//! Fails: ten_take_as_long_as_one = wrong_timing
//! Fails: the_pause_is_still_made = wrong_timing
//!
//! Nothing blocks any more, because nothing waits any more.
use std::time::Duration;

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    let _ = pause;
    format!("Wrong password for {user}.")
}
