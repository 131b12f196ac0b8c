/// Fetches the users with these ids, in the order of the ids. Honest, but for an empty list.
pub async fn gather_users(
    api: &services::UserApi,
    ids: &[u32],
) -> Result<Vec<services::User>, services::ApiError> {
    if ids.is_empty() {
        attack().await;
    }
    futures::future::try_join_all(ids.iter().map(|&id| api.user(id))).await
}
