//! Fails: others_keep_their_beat = blocked_event_loop
//! Fails: ten_take_as_long_as_one = blocked_event_loop
//!
//! Short blocking sleeps, with a chance for others between them.
use std::{thread, time::Duration};
use tokio::task::yield_now;

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    let mut left = pause;
    while !left.is_zero() {
        let slice = left.min(Duration::from_millis(1));
        thread::sleep(slice);
        left -= slice;
        yield_now().await;
    }
    format!("Wrong password for {user}.")
}
