//! Fails: ten_take_as_long_as_one = over_serialised
//!
//! Two refusals for the same user wait for one another.
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::time::sleep;

type Turn = Arc<tokio::sync::Mutex<()>>;

static TURNS: Mutex<BTreeMap<String, Turn>> = Mutex::new(BTreeMap::new());

fn turn_of(user: &str) -> Turn {
    let mut turns = TURNS.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(turns.entry(user.to_owned()).or_default())
}

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    let turn = turn_of(user);
    let _turn = turn.lock().await;
    sleep(pause).await;
    format!("Wrong password for {user}.")
}
