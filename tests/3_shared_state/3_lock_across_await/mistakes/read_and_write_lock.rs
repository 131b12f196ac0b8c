//! Fails: unknown_users_do_not_wait = over_serialised
//! Fails: known_users_do_not_wait = over_serialised
//!
//! Readers share a lock, but the fetch holds the lock for writing.
use services::{ApiError, User, UserApi};
use std::collections::HashMap;
use tokio::sync::RwLock;

/// Users that were fetched before are known.
pub struct UserCache {
    api: UserApi,
    known: RwLock<HashMap<u32, User>>,
}

impl UserCache {
    /// A cache that knows nobody yet.
    pub fn new(api: UserApi) -> Self {
        Self {
            api,
            known: RwLock::default(),
        }
    }

    /// The user with this id: from the cache, or else from the user service.
    ///
    /// # Errors
    /// If the user is not known and cannot be fetched.
    pub async fn get(&self, id: u32) -> Result<User, ApiError> {
        if let Some(user) = self.known.read().await.get(&id) {
            return Ok(user.clone());
        }
        let mut known = self.known.write().await;
        // Somebody else may have fetched the user in between.
        if let Some(user) = known.get(&id) {
            return Ok(user.clone());
        }
        let user = self.api.user(id).await?;
        known.insert(id, user.clone());
        Ok(user)
    }
}
