//! A cache of users: asks the user service for each of them once.
use services::{ApiError, User, UserApi};
use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::watch;

type Answers = watch::Receiver<Option<Result<User, ApiError>>>;

/// Users that were fetched before are known.
pub struct UserCache {
    api: UserApi,
    asked: Arc<Mutex<HashMap<u32, Answers>>>,
}

impl UserCache {
    /// A cache that knows nobody yet.
    pub fn new(api: UserApi) -> Self {
        Self {
            api,
            asked: Arc::default(),
        }
    }

    /// The user with this id: from the cache, or else from the user service.
    ///
    /// # Errors
    /// If the user is not known and cannot be fetched.
    pub async fn get(&self, id: u32) -> Result<User, ApiError> {
        let mut answers = self.answers(id);
        let answer = answers
            .wait_for(Option::is_some)
            .await
            .expect("a fetch ends with an answer");
        answer.clone().expect("waited for it")
    }

    fn answers(&self, id: u32) -> Answers {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        match asked.entry(id) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(place) => {
                let (told, answers) = watch::channel(None);
                place.insert(answers.clone());
                let (asked, call) = (Arc::clone(&self.asked), self.api.user(id));
                tokio::spawn(async move {
                    let answer = call.await;
                    if answer.is_err() {
                        asked
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .remove(&id);
                    }
                    told.send_replace(Some(answer));
                });
                answers
            }
        }
    }
}
