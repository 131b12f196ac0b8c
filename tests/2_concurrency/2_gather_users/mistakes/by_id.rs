//! Fails: the_same_user_twice = wrong_result
//!
//! The users are taken out of a map, each once.
use futures::future::try_join_all;
use services::{ApiError, User, UserApi};
use std::collections::HashMap;

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let fetched = try_join_all(ids.iter().map(|&id| api.user(id))).await?;
    let mut by_id: HashMap<u32, User> = fetched.into_iter().map(|user| (user.id, user)).collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}
