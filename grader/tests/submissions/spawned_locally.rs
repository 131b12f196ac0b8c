//! Spawns local tasks with no `LocalSet` round them: every ordinary runtime panics.
use services::{ApiError, User, UserApi};
use tokio::task::spawn_local;

pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let tasks: Vec<_> = ids.iter().map(|&id| spawn_local(api.user(id))).collect();
    let mut users = Vec::with_capacity(tasks.len());
    for task in tasks {
        users.push(task.await.expect("no request panics")?);
    }
    Ok(users)
}
