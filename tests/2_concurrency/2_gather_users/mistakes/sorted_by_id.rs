//! Fails: in_the_order_of_the_ids = wrong_order
//!
//! The users come in the order of their ids as numbers.
use futures::future::try_join_all;
use services::{ApiError, User, UserApi};

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let mut users = try_join_all(ids.iter().map(|&id| api.user(id))).await?;
    users.sort_by_key(|user| user.id);
    Ok(users)
}
