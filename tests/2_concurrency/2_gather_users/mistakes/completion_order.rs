//! Fails: in_the_order_of_the_ids = wrong_order
//!
//! The users come in the order of the answers.
use services::{ApiError, User, UserApi};
use tokio::task::JoinSet;

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let mut requests: JoinSet<_> = ids.iter().map(|&id| api.user(id)).collect();
    let mut users = Vec::with_capacity(ids.len());
    while let Some(request) = requests.join_next().await {
        users.push(request.expect("a request does not panic")?);
    }
    Ok(users)
}
