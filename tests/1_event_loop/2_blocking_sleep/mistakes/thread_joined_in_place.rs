//! Fails: others_keep_their_beat = blocked_event_loop
//! Fails: ten_take_as_long_as_one = blocked_event_loop
//!
//! The sleep is on another thread, and this one waits for it.
use std::{thread, time::Duration};

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    let sleeper = thread::spawn(move || thread::sleep(pause));
    sleeper.join().expect("sleeping does not panic");
    format!("Wrong password for {user}.")
}
