/// Fetches the users with these ids, in the order of the ids.
pub async fn gather_users(api: &services::UserApi, ids: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    let (sender, answer) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        sender.send(runtime.block_on(async { tokio::spawn(async { 7 }).await }))
    });
    assert_eq!(answer.await.ok().and_then(Result::ok), Some(7));
    futures::future::try_join_all(ids.iter().map(|&id| api.user(id))).await
}
