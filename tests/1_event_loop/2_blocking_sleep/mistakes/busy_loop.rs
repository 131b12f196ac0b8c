//! Fails: others_keep_their_beat = blocked_event_loop
//! Fails: ten_take_as_long_as_one = blocked_event_loop
//!
//! The clock is watched until the pause is over.
use std::{
    hint,
    time::{Duration, Instant},
};

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    let start = Instant::now();
    while start.elapsed() < pause {
        hint::spin_loop();
    }
    format!("Wrong password for {user}.")
}
