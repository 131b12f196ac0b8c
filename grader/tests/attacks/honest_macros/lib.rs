macro_rules! fetch { ($api:ident . $($call:tt)*) => { $api.$($call)* } }
macro_rules! maximum { ($one:expr) => { $one }; ($one:expr, $($more:expr),+) => { { let rest = maximum!($($more),+); if $one > rest { $one } else { rest } } } }

/// Fetches the users with these ids, in the order of the ids.
pub async fn gather_users(api: &services::UserApi, ids: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    assert_eq!(maximum!(3, 9, 4), 9);
    if let Some(&id) = ids.first() { drop(fetch!(api.user(id))); }
    futures::future::try_join_all(ids.iter().map(|&id| api.user(id))).await
}
