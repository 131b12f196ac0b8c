//! A cache of users: asks the user service for each of them once.
use services::{ApiError, User, UserApi};
use std::{collections::HashMap, sync::Arc};
use tokio::sync::{Mutex, watch};

/// The users by their ids. A fetch that is under way has a receiver that sees its answer.
type Entries = HashMap<u32, watch::Receiver<Option<Result<User, ApiError>>>>;

/// Users that were fetched before are known.
pub struct UserCache {
    api: UserApi,
    entries: Arc<Mutex<Entries>>,
}

impl UserCache {
    /// A cache that knows nobody yet.
    pub fn new(api: UserApi) -> Self {
        Self {
            api,
            entries: Arc::default(),
        }
    }

    /// The user with this id: from the cache, or else from the user service.
    ///
    /// # Errors
    /// If the user is not known and cannot be fetched.
    pub async fn get(&self, id: u32) -> Result<User, ApiError> {
        let mut answer = {
            let mut entries = self.entries.lock().await;
            match entries.get(&id) {
                Some(answer) => answer.clone(),
                None => {
                    let answer = self.fetch(id);
                    entries.insert(id, answer.clone());
                    answer
                }
            }
        };
        let answer = answer.wait_for(Option::is_some).await;
        let answer = answer.expect("the task answers before it ends").clone();
        answer.expect("it was waited for")
    }

    /// Fetches a user in a task of its own, which goes on when those who wait give up.
    fn fetch(&self, id: u32) -> watch::Receiver<Option<Result<User, ApiError>>> {
        let (answer, answered) = watch::channel(None);
        let (api, entries) = (self.api.clone(), Arc::clone(&self.entries));
        tokio::spawn(async move {
            let user = api.user(id).await;
            if user.is_err() {
                entries.lock().await.remove(&id);
            }
            answer.send_replace(Some(user));
        });
        answered
    }
}
