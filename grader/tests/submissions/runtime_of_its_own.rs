//! Wrong: a runtime is started within a runtime.
use services::{ApiError, User, UserApi};

/// Fetches the users with these ids, in the order of the ids.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let mut users = Vec::new();
        for &id in ids {
            users.push(api.user(id).await?);
        }
        Ok(users)
    })
}
