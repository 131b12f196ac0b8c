//! Fails: in_the_order_of_the_ids = wrong_order
//!
//! The stream hands on each answer as it comes.
use futures::{StreamExt, TryStreamExt, stream};
use services::{ApiError, User, UserApi};

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    stream::iter(ids)
        .map(|&id| api.user(id))
        .buffer_unordered(ids.len().max(1))
        .try_collect()
        .await
}
