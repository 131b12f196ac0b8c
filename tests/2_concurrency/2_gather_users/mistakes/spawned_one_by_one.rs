//! Fails: all_at_once = sequential
//! Fails: any_number_at_once = sequential
//!
//! Every task is awaited before the next is spawned.
use services::{ApiError, User, UserApi};

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let mut users = Vec::with_capacity(ids.len());
    for &id in ids {
        let request = tokio::spawn(api.user(id));
        users.push(request.await.expect("a request does not panic")?);
    }
    Ok(users)
}
