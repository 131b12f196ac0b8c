//! Fails: others_keep_their_beat = blocked_event_loop
//!
//! A short pause is not thought worth a timer.
use std::{thread, time::Duration};
use tokio::time::sleep;

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    if pause < Duration::from_millis(50) {
        thread::sleep(pause);
    } else {
        sleep(pause).await;
    }
    format!("Wrong password for {user}.")
}
