//! Fails: a_failure_is_not_remembered = deadlock
//! Fails: giving_up_harms_nobody = deadlock
//!
//! A fetch that fails leaves by the short way, and those who wait for it are not told.
use services::{ApiError, User, UserApi};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;

/// What is known of a user.
enum Entry {
    Known(User),
    /// Somebody fetches the user, and tells the others when it is done.
    UnderWay(Arc<Notify>),
}

/// Users that were fetched before are known.
pub struct UserCache {
    api: UserApi,
    entries: Mutex<HashMap<u32, Entry>>,
}

impl UserCache {
    /// A cache that knows nobody yet.
    pub fn new(api: UserApi) -> Self {
        Self {
            api,
            entries: Mutex::default(),
        }
    }

    /// The user with this id: from the cache, or else from the user service.
    ///
    /// # Errors
    /// If the user is not known and cannot be fetched.
    pub async fn get(&self, id: u32) -> Result<User, ApiError> {
        loop {
            let done = match self.entries().get(&id) {
                Some(Entry::Known(user)) => return Ok(user.clone()),
                Some(Entry::UnderWay(done)) => Some(Arc::clone(done).notified_owned()),
                None => None,
            };
            match done {
                Some(done) => done.await,
                None => return self.fetch(id).await,
            }
        }
    }

    async fn fetch(&self, id: u32) -> Result<User, ApiError> {
        let done = Arc::new(Notify::new());
        self.entries()
            .insert(id, Entry::UnderWay(Arc::clone(&done)));
        let user = self.api.user(id).await?;
        self.entries().insert(id, Entry::Known(user.clone()));
        done.notify_waiters();
        Ok(user)
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<u32, Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
