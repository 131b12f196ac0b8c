/// Fetches the users with these ids, in the order of the ids.
pub async fn gather_users(api: &services::UserApi, ids: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    let _ = ids;
    futures::future::try_join_all(ids.iter().map(|&id| api.user(id))).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn nobody() {
        tokio::time::advance(std::time::Duration::from_secs(1)).await;
        std::fs::write("/tmp/log", "x").unwrap();
        assert!(gather_users(&services::UserApi::new(services::Conditions::default()), &[]).await.is_ok());
    }
}
