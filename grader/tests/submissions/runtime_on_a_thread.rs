//! Correct, and unusual: a runtime on a thread of its own fetches the users.
use futures::future::try_join_all;
use services::{ApiError, User, UserApi};
use std::thread;
use tokio::sync::oneshot;

/// Fetches the users with these ids, in the order of the ids.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let (api, ids) = (api.clone(), ids.to_vec());
    let (sender, answer) = oneshot::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let users = runtime.block_on(try_join_all(ids.iter().map(|&id| api.user(id))));
        sender.send(users)
    });
    answer.await.expect("the thread answers")
}
