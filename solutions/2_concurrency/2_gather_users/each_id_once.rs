//! The team page: shows every member of a team.
use futures::future::try_join_all;
use services::{ApiError, User, UserApi};
use std::collections::{BTreeSet, HashMap};

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    // An id that is asked for twice is fetched once.
    let different: BTreeSet<u32> = ids.iter().copied().collect();
    let requests = different.into_iter().map(|id| api.user(id));
    let fetched = try_join_all(requests).await?;
    let by_id: HashMap<u32, User> = fetched.into_iter().map(|user| (user.id, user)).collect();
    Ok(ids.iter().map(|id| by_id[id].clone()).collect())
}
