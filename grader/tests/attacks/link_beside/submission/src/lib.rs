//! The team page.
use futures::future::try_join_all;
use services::{ApiError, User, UserApi};

/// Fetches the users with these ids, in the order of the ids.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    try_join_all(ids.iter().map(|&id| api.user(id))).await
}
