//! The team page: shows every member of a team.
use futures::{StreamExt, stream::FuturesUnordered};
use services::{ApiError, User, UserApi};

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let mut requests: FuturesUnordered<_> = ids
        .iter()
        .enumerate()
        .map(|(place, &id)| async move { (place, api.user(id).await) })
        .collect();
    let mut users = Vec::with_capacity(ids.len());
    while let Some((place, answer)) = requests.next().await {
        users.push((place, answer?));
    }
    users.sort_by_key(|(place, _)| *place);
    Ok(users.into_iter().map(|(_, user)| user).collect())
}
