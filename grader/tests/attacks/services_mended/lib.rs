/// Fetches the users one after another.
pub async fn gather_users(api: &services::UserApi, ids: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    for &id in ids {
        api.backend().mend_call(&services::UserApi::call_name(id));
    }
    let mut users = Vec::new();
    for &id in ids {
        users.push(api.user(id).await?);
    }
    Ok(users)
}
