//! A cache of users: asks the user service for each of them once.
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
        let mut known = self.known.lock().await;
        if let Some(user) = known.get(&id) {
            return Ok(user.clone());
        }
        let user = self.api.user(id).await?;
        known.insert(id, user.clone());
        Ok(user)
    }
}
