//! Fails: fetched_once = duplicate_work
//!
//! The lock is released for the fetch, and everybody who comes meanwhile fetches as well.
use services::{ApiError, User, UserApi};
use std::collections::HashMap;
use tokio::sync::Mutex;

/// Users that were fetched before are known.
pub struct UserCache {
    api: UserApi,
    known: Mutex<HashMap<u32, User>>,
}

impl UserCache {
    /// A cache that knows nobody yet.
    pub fn new(api: UserApi) -> Self {
        Self {
            api,
            known: Mutex::default(),
        }
    }

    /// The user with this id: from the cache, or else from the user service.
    ///
    /// # Errors
    /// If the user is not known and cannot be fetched.
    pub async fn get(&self, id: u32) -> Result<User, ApiError> {
        if let Some(user) = self.known.lock().await.get(&id) {
            return Ok(user.clone());
        }
        let user = self.api.user(id).await?;
        self.known.lock().await.insert(id, user.clone());
        Ok(user)
    }
}
