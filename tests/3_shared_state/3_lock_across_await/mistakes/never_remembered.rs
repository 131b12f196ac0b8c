//! Fails: known_users_do_not_wait = duplicate_work
//! Fails: fetched_once = duplicate_work
//! Fails: a_failure_is_not_remembered = duplicate_work
//!
//! Those who ask at once share a fetch, but it is forgotten when it is over.
use futures::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use services::{ApiError, User, UserApi};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// A fetch that any number of tasks can await; afterwards it has the answer.
type Fetch = Shared<BoxFuture<'static, Result<User, ApiError>>>;

/// Users that were fetched before are known.
pub struct UserCache {
    api: UserApi,
    fetches: Mutex<HashMap<u32, Fetch>>,
}

impl UserCache {
    /// A cache that knows nobody yet.
    pub fn new(api: UserApi) -> Self {
        Self {
            api,
            fetches: Mutex::default(),
        }
    }

    /// The user with this id: from the cache, or else from the user service.
    ///
    /// # Errors
    /// If the user is not known and cannot be fetched.
    pub async fn get(&self, id: u32) -> Result<User, ApiError> {
        let fetch = {
            let mut fetches = self.fetches();
            let begin = || self.api.user(id).boxed().shared();
            fetches.entry(id).or_insert_with(begin).clone()
        };
        let answer = fetch.clone().await;
        let mut fetches = self.fetches();
        // Unless somebody else has begun a new one.
        if fetches.get(&id).is_some_and(|known| known.ptr_eq(&fetch)) {
            fetches.remove(&id);
        }
        answer
    }

    fn fetches(&self) -> MutexGuard<'_, HashMap<u32, Fetch>> {
        self.fetches.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
