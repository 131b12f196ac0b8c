//! The login page: a wrong password is answered only after a pause, so that guessing is slow.
use std::{thread, time::Duration};

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    thread::sleep(pause);
    format!("Wrong password for {user}.")
}
