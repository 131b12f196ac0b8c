//! The team page: shows every member of a team.
use services::{ApiError, User, UserApi};

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let requests: Vec<_> = ids.iter().map(|&id| tokio::spawn(api.user(id))).collect();
    let mut users = Vec::with_capacity(ids.len());
    for request in requests {
        users.push(request.await.expect("a request does not panic")?);
    }
    Ok(users)
}
