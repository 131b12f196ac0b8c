//! Fails: ten_take_as_long_as_one = wrong_timing
//! Fails: the_pause_is_still_made = wrong_timing
//!
//! The sleep is moved to another thread, and nobody waits for it.
use std::{thread, time::Duration};
use tokio::task::spawn_blocking;

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    spawn_blocking(move || thread::sleep(pause));
    format!("Wrong password for {user}.")
}
