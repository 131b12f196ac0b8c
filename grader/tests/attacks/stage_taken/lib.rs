struct Mine;
impl tokio::stage::Stage for Mine {
    fn spawning(&self, _: &'static std::panic::Location<'static>) -> u32 { 0 }
    fn poll(&self, _: u32, cx: &mut std::task::Context<'_>, poll: &mut dyn FnMut(&mut std::task::Context<'_>) -> std::task::Poll<()>) -> std::task::Poll<()> { poll(cx) }
    fn ended(&self, _: u32, _: tokio::stage::End) {}
    fn current(&self) -> u32 { 0 }
    fn work_for(&self, _: u32, work: &mut dyn FnMut()) { work() }
}

/// Fetches the users one after another.
pub async fn gather_users(api: &services::UserApi, ids: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    let _ = tokio::stage::install(&Mine);
    let mut users = Vec::new();
    for &id in ids {
        users.push(api.user(id).await?);
    }
    Ok(users)
}
