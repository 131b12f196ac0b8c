//! The team page: shows every member of a team.
use futures::future::join_all;
use services::{ApiError, User, UserApi};

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let answers = join_all(ids.iter().map(|&id| api.user(id))).await;
    answers.into_iter().collect()
}
