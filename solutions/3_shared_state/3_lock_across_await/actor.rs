//! A cache of users: asks the user service for each of them once.
use futures::future::join;
use services::{ApiError, User, UserApi};
use std::collections::HashMap;
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinSet,
};

/// Users that were fetched before are known.
pub struct UserCache {
    requests: mpsc::Sender<Request>,
}

type Answer = Result<User, ApiError>;

/// Whom somebody wants, and where the answer goes.
struct Request {
    id: u32,
    answer: oneshot::Sender<Answer>,
}

impl UserCache {
    /// A cache that knows nobody yet.
    pub fn new(api: UserApi) -> Self {
        let (requests, incoming) = mpsc::channel(16);
        tokio::spawn(serve(api, incoming));
        Self { requests }
    }

    /// The user with this id: from the cache, or else from the user service.
    ///
    /// # Errors
    /// If the user is not known and cannot be fetched.
    pub async fn get(&self, id: u32) -> Result<User, ApiError> {
        let (answer, answered) = oneshot::channel();
        let request = Request { id, answer };
        let sent = self.requests.send(request).await;
        assert!(sent.is_ok(), "the task lives as long as the cache");
        answered.await.expect("the task answers everything")
    }
}

/// Knows the users, and who waits for whom; ends when the cache is dropped.
async fn serve(api: UserApi, mut incoming: mpsc::Receiver<Request>) {
    let mut known: HashMap<u32, User> = HashMap::new();
    let mut waiting: HashMap<u32, Vec<oneshot::Sender<Answer>>> = HashMap::new();
    let mut fetches = JoinSet::new();
    loop {
        tokio::select! {
            request = incoming.recv() => {
                let Some(Request { id, answer }) = request else { break };
                if let Some(user) = known.get(&id) {
                    // Whoever asked may have left.
                    let _ = answer.send(Ok(user.clone()));
                    continue;
                }
                let others = waiting.entry(id).or_default();
                if others.is_empty() {
                    fetches.spawn(join(async move { id }, api.user(id)));
                }
                others.push(answer);
            }
            Some(fetched) = fetches.join_next() => {
                let (id, user) = fetched.expect("fetching a user does not panic");
                if let Ok(user) = &user {
                    known.insert(id, user.clone());
                }
                for answer in waiting.remove(&id).into_iter().flatten() {
                    // Whoever asked may have left.
                    let _ = answer.send(user.clone());
                }
            }
        }
    }
}
