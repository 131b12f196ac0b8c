//! Fails: ten_take_as_long_as_one = over_serialised
//!
//! Only five logins pause at the same time.
use std::time::Duration;
use tokio::sync::Semaphore;

static PAUSES: Semaphore = Semaphore::const_new(5);

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    let _place = PAUSES.acquire().await;
    tokio::time::sleep(pause).await;
    format!("Wrong password for {user}.")
}
