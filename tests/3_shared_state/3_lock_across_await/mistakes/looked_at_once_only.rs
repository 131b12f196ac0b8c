//! Fails: fetched_once = duplicate_work
//!
//! Who waited for the turn fetches without looking again.
use services::{ApiError, User, UserApi};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::{RwLock, Semaphore};

/// Users that were fetched before are known.
pub struct UserCache {
    api: UserApi,
    known: RwLock<HashMap<u32, User>>,
    turns: Mutex<HashMap<u32, Arc<Semaphore>>>,
}

impl UserCache {
    /// A cache that knows nobody yet.
    pub fn new(api: UserApi) -> Self {
        Self {
            api,
            known: RwLock::default(),
            turns: Mutex::default(),
        }
    }

    /// The user with this id: from the cache, or else from the user service.
    ///
    /// # Errors
    /// If the user is not known and cannot be fetched.
    pub async fn get(&self, id: u32) -> Result<User, ApiError> {
        if let Some(user) = self.known(id).await {
            return Ok(user);
        }
        let turns = self.turns(id);
        let _turn = turns.acquire().await.expect("it is never closed");
        let user = self.api.user(id).await?;
        self.known.write().await.insert(id, user.clone());
        Ok(user)
    }

    async fn known(&self, id: u32) -> Option<User> {
        self.known.read().await.get(&id).cloned()
    }

    /// Whoever fetches this user has the one permit.
    fn turns(&self, id: u32) -> Arc<Semaphore> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        let one = || Arc::new(Semaphore::new(1));
        Arc::clone(turns.entry(id).or_insert_with(one))
    }
}
