//! Correct, and unusual: one actor for the whole process fetches the users.
use services::{ApiError, User, UserApi};
use std::sync::OnceLock;
use tokio::sync::{mpsc, oneshot};

type Request = (UserApi, u32, oneshot::Sender<Result<User, ApiError>>);

static ACTOR: OnceLock<mpsc::UnboundedSender<Request>> = OnceLock::new();

fn actor() -> &'static mpsc::UnboundedSender<Request> {
    ACTOR.get_or_init(|| {
        let (sender, mut requests) = mpsc::unbounded_channel::<Request>();
        tokio::spawn(async move {
            while let Some((api, id, answer)) = requests.recv().await {
                tokio::spawn(async move { answer.send(api.user(id).await) });
            }
        });
        sender
    })
}

/// Fetches the users with these ids, in the order of the ids.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let mut answers = Vec::new();
    for &id in ids {
        let (sender, answer) = oneshot::channel();
        actor().send((api.clone(), id, sender)).expect("the actor lives");
        answers.push(answer);
    }
    let mut users = Vec::new();
    for answer in answers {
        users.push(answer.await.expect("the actor answers")?);
    }
    Ok(users)
}
