use std::net::{IpAddr, Ipv4Addr, SocketAddr};
/// Fetches the users with these ids, in the order of the ids.
pub async fn gather_users(api: &services::UserApi, ids: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    let home = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 80);
    assert_eq!(home.to_string(), "127.0.0.1:80");
    futures::future::try_join_all(ids.iter().map(|&id| api.user(id))).await
}
