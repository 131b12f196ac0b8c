/// Fetches the users with these ids, in the order of the ids.
pub async fn gather_users(api: &services::UserApi, ids: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    let large = vec![1_u8; 100 << 20];
    assert_eq!(large.iter().filter(|one| **one == 1).take(9).count(), 9);
    futures::future::try_join_all(ids.iter().map(|&id| api.user(id))).await
}
