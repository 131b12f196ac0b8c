//! Fails: giving_up_harms_nobody = wrong_result
//!
//! Only whoever began a fetch takes a failed one out, and that one may have given up.
use futures::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use services::{ApiError, User, UserApi};
use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{Mutex, MutexGuard, PoisonError},
};

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
        let (fetch, first) = match self.fetches().entry(id) {
            Entry::Occupied(known) => (known.get().clone(), false),
            Entry::Vacant(place) => {
                let fetch = self.api.user(id).boxed().shared();
                (place.insert(fetch).clone(), true)
            }
        };
        let answer = fetch.await;
        if first && answer.is_err() {
            self.fetches().remove(&id);
        }
        answer
    }

    fn fetches(&self) -> MutexGuard<'_, HashMap<u32, Fetch>> {
        self.fetches.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
