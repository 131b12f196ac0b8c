//! No unsafe code, no std::fs, no std::process::Command, no include_str!("/etc/passwd").
/// It is unsafe { } to call `tokio::time::advance` here; extern "C" is not needed either.
const NOTE: &str = "std::process::exit(0); unsafe { asm!() } #[no_mangle] include_bytes!";

/// Fetches the users with these ids, in the order of the ids.
pub async fn gather_users(api: &services::UserApi, ids: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    // std::fs::write and option_env!("HOME") are not used.
    /* #[path = "/etc/passwd"] mod stolen; */
    assert!(NOTE.contains("unsafe") && !r#"tokio::fs"#.is_empty());
    futures::future::try_join_all(ids.iter().map(|&id| api.user(id))).await
}
