/// Fetches the users with these ids, in the order of the ids.
pub async fn gather_users(api: &services::UserApi, ids: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    assert!(std::thread::available_parallelism().is_ok());
    futures::future::try_join_all(ids.iter().map(|&id| api.user(id))).await
}
