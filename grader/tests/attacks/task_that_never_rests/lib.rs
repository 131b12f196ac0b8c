//! The team page: right, and leaves a task behind that never rests.
use futures::future::try_join_all;
use services::{ApiError, User, UserApi};

pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let users = try_join_all(ids.iter().map(|&id| api.user(id))).await;
    tokio::spawn(async {
        loop {
            tokio::task::yield_now().await;
        }
    });
    users
}
