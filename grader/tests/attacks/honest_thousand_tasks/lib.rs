/// Fetches the users with these ids, in the order of the ids.
pub async fn gather_users(api: &services::UserApi, ids: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    let tasks: Vec<_> = (0..1000_u32).map(|n| tokio::spawn(async move { tokio::task::yield_now().await; n })).collect();
    for task in tasks {
        assert!(task.await.is_ok());
    }
    futures::future::try_join_all(ids.iter().map(|&id| api.user(id))).await
}
