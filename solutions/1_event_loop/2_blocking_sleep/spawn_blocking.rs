//! The login page: a wrong password is answered only after a pause, so that guessing is slow.
use std::{thread, time::Duration};
use tokio::task::spawn_blocking;

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    spawn_blocking(move || thread::sleep(pause))
        .await
        .expect("sleeping does not panic");
    format!("Wrong password for {user}.")
}
