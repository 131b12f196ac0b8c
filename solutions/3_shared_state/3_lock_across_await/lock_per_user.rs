//! A cache of users: asks the user service for each of them once.
use services::{ApiError, User, UserApi};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// What is known of one user. Whoever fetches the user holds the lock meanwhile.
type Entry = Arc<tokio::sync::Mutex<Option<User>>>;

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
        let entry = self.entry(id);
        let mut known = entry.lock().await;
        if let Some(user) = &*known {
            return Ok(user.clone());
        }
        let user = self.api.user(id).await?;
        *known = Some(user.clone());
        Ok(user)
    }

    /// The entry of a user; the map is locked for a moment only.
    fn entry(&self, id: u32) -> Entry {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(entries.entry(id).or_default())
    }
}
