//! Fails: all_at_once = over_serialised
//! Fails: any_number_at_once = over_serialised
//!
//! At most two requests are on their way.
use futures::{StreamExt, TryStreamExt, stream};
use services::{ApiError, User, UserApi};

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    stream::iter(ids)
        .map(|&id| api.user(id))
        .buffered(2)
        .try_collect()
        .await
}
