//! Fails: others_keep_their_beat = never_finishes
//! Fails: ten_take_as_long_as_one = never_finishes
//! Fails: the_pause_is_still_made = never_finishes
//!
//! Others may run, but the thread never rests, and nothing says when the pause is over.
use std::time::{Duration, Instant};
use tokio::task::yield_now;

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    let start = Instant::now();
    while start.elapsed() < pause {
        yield_now().await;
    }
    format!("Wrong password for {user}.")
}
