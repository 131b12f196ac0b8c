//! Fails: all_at_once = sequential
//! Fails: any_number_at_once = sequential
//!
//! Every task holds the list while it waits for its user.
use services::{ApiError, User, UserApi};
use std::sync::Arc;
use tokio::{sync::Mutex, task::JoinSet};

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let users = Arc::new(Mutex::new(vec![None; ids.len()]));
    let mut tasks = JoinSet::new();
    for (place, &id) in ids.iter().enumerate() {
        let (api, users) = (api.clone(), Arc::clone(&users));
        tasks.spawn(async move {
            let mut users = users.lock().await;
            users[place] = Some(api.user(id).await?);
            Ok(())
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.expect("no panic")?;
    }
    Ok(users.lock().await.drain(..).flatten().collect())
}
