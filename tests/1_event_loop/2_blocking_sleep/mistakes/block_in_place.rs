//! Fails: others_keep_their_beat = panicked
//! Fails: ten_take_as_long_as_one = panicked
//! Fails: the_pause_is_still_made = panicked
//!
//! The runtime is told of the blocking, but it has only this one thread.
use std::{thread, time::Duration};
use tokio::task::block_in_place;

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    block_in_place(|| thread::sleep(pause));
    format!("Wrong password for {user}.")
}
