//! Fails: unknown_users_do_not_wait = over_serialised
//!
//! Known users are free, but there is one lock for all fetches.
use services::{ApiError, User, UserApi};
use std::collections::HashMap;
use tokio::sync::Mutex;

/// Users that were fetched before are known.
pub struct UserCache {
    api: UserApi,
    known: Mutex<HashMap<u32, User>>,
    fetching: Mutex<()>,
}

impl UserCache {
    /// A cache that knows nobody yet.
    pub fn new(api: UserApi) -> Self {
        Self {
            api,
            known: Mutex::default(),
            fetching: Mutex::default(),
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
        let _fetching = self.fetching.lock().await;
        // Somebody else may have fetched the user in between.
        if let Some(user) = self.known(id).await {
            return Ok(user);
        }
        let user = self.api.user(id).await?;
        self.known.lock().await.insert(id, user.clone());
        Ok(user)
    }

    async fn known(&self, id: u32) -> Option<User> {
        self.known.lock().await.get(&id).cloned()
    }
}
