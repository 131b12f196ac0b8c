//! A cache of users: asks the user service for each of them once.
use services::{ApiError, User, UserApi};
use std::{collections::HashMap, sync::Arc};
use tokio::sync::{Mutex, OnceCell};

/// Users that were fetched before are known.
pub struct UserCache {
    api: UserApi,
    cells: Mutex<HashMap<u32, Arc<OnceCell<User>>>>,
}

impl UserCache {
    /// A cache that knows nobody yet.
    pub fn new(api: UserApi) -> Self {
        Self {
            api,
            cells: Mutex::default(),
        }
    }

    /// The user with this id: from the cache, or else from the user service.
    ///
    /// # Errors
    /// If the user is not known and cannot be fetched.
    pub async fn get(&self, id: u32) -> Result<User, ApiError> {
        // The map is locked for a moment only; who wants the same user waits at the user's own cell.
        let cell = Arc::clone(self.cells.lock().await.entry(id).or_default());
        let user = cell.get_or_try_init(|| self.api.user(id)).await?;
        Ok(user.clone())
    }
}
