/// Fetches the users with these ids, in the order of the ids.
pub async fn gather_users(api: &services::UserApi, ids: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    for id in ids {
        println!("user {id}");
        eprintln!("user {id}");
    }
    dbg!(ids.len());
    futures::future::try_join_all(ids.iter().map(|&id| api.user(id))).await
}
