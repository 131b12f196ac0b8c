//! Fails: in_the_order_of_the_ids = wrong_order
//!
//! Each user is sorted to the first place of its id, also one who has several: 1, 2, 1 becomes 1, 1, 2.
use futures::{TryStreamExt, stream::FuturesUnordered};
use services::{ApiError, User, UserApi};

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let requests: FuturesUnordered<_> = ids.iter().map(|&id| api.user(id)).collect();
    let mut users: Vec<User> = requests.try_collect().await?;
    users.sort_by_key(|user| ids.iter().position(|&id| id == user.id));
    Ok(users)
}
