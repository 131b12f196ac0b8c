//! Fails: ten_take_as_long_as_one = over_serialised
//!
//! Only one login pauses at a time.
use std::time::Duration;
use tokio::{sync::Mutex, time::sleep};

static PAUSING: Mutex<()> = Mutex::const_new(());

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    let _turn = PAUSING.lock().await;
    sleep(pause).await;
    format!("Wrong password for {user}.")
}
