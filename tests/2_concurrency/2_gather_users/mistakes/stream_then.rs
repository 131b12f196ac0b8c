//! Fails: all_at_once = sequential
//! Fails: any_number_at_once = sequential
//!
//! A stream waits for each answer before it asks for the next.
use futures::{StreamExt, TryStreamExt, stream};
use services::{ApiError, User, UserApi};

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    stream::iter(ids)
        .then(|&id| api.user(id))
        .try_collect()
        .await
}
