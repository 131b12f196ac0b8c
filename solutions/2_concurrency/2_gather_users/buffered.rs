//! The team page: shows every member of a team.
use futures::{StreamExt, TryStreamExt, stream};
use services::{ApiError, User, UserApi};

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    // A buffer for nothing would never be ready, not even for an empty list.
    let room = ids.len().max(1);
    stream::iter(ids)
        .map(|&id| api.user(id))
        .buffered(room)
        .try_collect()
        .await
}
