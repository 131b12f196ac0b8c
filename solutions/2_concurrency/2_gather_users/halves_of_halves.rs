//! The team page: shows every member of a team.
use services::{ApiError, User, UserApi};

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    match ids {
        [] => Ok(Vec::new()),
        [id] => Ok(vec![api.user(*id).await?]),
        _ => {
            let (left, right) = ids.split_at(ids.len() / 2);
            let left = Box::pin(gather_users(api, left));
            let right = Box::pin(gather_users(api, right));
            let (mut users, others) = tokio::try_join!(left, right)?;
            users.extend(others);
            Ok(users)
        }
    }
}
