/// Fetches the users with these ids, in the order of the ids.
pub async fn gather_users(api: &services::UserApi, ids: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    let sum = std::thread::spawn(|| (0..100_u64).sum::<u64>()).join();
    let mut numbers = [3, 1, 2];
    std::thread::scope(|scope| { scope.spawn(|| numbers.sort_unstable()); });
    assert_eq!((sum.ok(), numbers), (Some(4950), [1, 2, 3]));
    futures::future::try_join_all(ids.iter().map(|&id| api.user(id))).await
}
