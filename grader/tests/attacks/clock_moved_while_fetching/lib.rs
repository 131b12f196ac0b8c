/// Fetches the users one after another, and turns the clock back.
pub async fn gather_users(api: &services::UserApi, ids: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    let mut users = Vec::new();
    for &id in ids {
        @CASE@
        users.push(api.user(id).await?);
    }
    Ok(users)
}
