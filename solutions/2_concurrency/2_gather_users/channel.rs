//! The team page: shows every member of a team.
use services::{ApiError, User, UserApi};
use tokio::sync::oneshot;

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let mut answers = Vec::with_capacity(ids.len());
    for &id in ids.iter().rev() {
        let (sender, receiver) = oneshot::channel();
        let request = api.user(id);
        tokio::spawn(async move {
            // Nobody listens any more after an error.
            let _ = sender.send(request.await);
        });
        answers.push(receiver);
    }
    let mut users = Vec::with_capacity(ids.len());
    while let Some(answer) = answers.pop() {
        users.push(answer.await.expect("a request always answers")?);
    }
    Ok(users)
}
