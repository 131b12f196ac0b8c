//! The team page: shows every member of a team.
use services::{ApiError, User, UserApi};
use tokio::task::JoinSet;

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let mut requests = JoinSet::new();
    for (place, &id) in ids.iter().enumerate() {
        let request = api.user(id);
        requests.spawn(async move { (place, request.await) });
    }
    let mut users = vec![None; ids.len()];
    while let Some(request) = requests.join_next().await {
        let (place, answer) = request.expect("a request does not panic");
        users[place] = Some(answer?);
    }
    Ok(users.into_iter().flatten().collect())
}
