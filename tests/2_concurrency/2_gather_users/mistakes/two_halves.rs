//! Fails: all_at_once = over_serialised
//! Fails: any_number_at_once = over_serialised
//!
//! Two halves of the ids go on together, each one after another.
use services::{ApiError, User, UserApi};

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let (left, right) = ids.split_at(ids.len() / 2);
    let (mut users, others) = tokio::try_join!(one_by_one(api, left), one_by_one(api, right))?;
    users.extend(others);
    Ok(users)
}

async fn one_by_one(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let mut users = Vec::new();
    for &id in ids {
        users.push(api.user(id).await?);
    }
    Ok(users)
}
