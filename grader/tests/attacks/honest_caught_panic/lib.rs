/// Fetches the users with these ids, in the order of the ids.
pub async fn gather_users(api: &services::UserApi, ids: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    let caught = std::panic::catch_unwind(|| panic!("on purpose"));
    assert!(caught.is_err());
    let joined = tokio::spawn(async { panic!("on purpose") }).await;
    assert!(joined.is_err_and(|error| error.is_panic()));
    futures::future::try_join_all(ids.iter().map(|&id| api.user(id))).await
}
