//! Fails: all_at_once = sequential
//! Fails: any_number_at_once = sequential
//!
//! The futures are collected first, but each starts only when its turn comes.
use services::{ApiError, User, UserApi};

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let requests: Vec<_> = ids.iter().map(|&id| api.user(id)).collect();
    let mut users = Vec::with_capacity(ids.len());
    for request in requests {
        users.push(request.await?);
    }
    Ok(users)
}
