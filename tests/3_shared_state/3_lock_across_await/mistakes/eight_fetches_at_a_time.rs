//! Fails: unknown_users_do_not_wait = over_serialised
//!
//! Each user has a cell, but only eight users are fetched at a time.
use services::{ApiError, User, UserApi};
use std::{collections::HashMap, sync::Arc};
use tokio::sync::{Mutex, OnceCell, Semaphore};

/// Users that were fetched before are known.
pub struct UserCache {
    api: UserApi,
    cells: Mutex<HashMap<u32, Arc<OnceCell<User>>>>,
    fetches: Semaphore,
}

impl UserCache {
    /// A cache that knows nobody yet.
    pub fn new(api: UserApi) -> Self {
        Self {
            api,
            cells: Mutex::default(),
            fetches: Semaphore::new(8),
        }
    }

    /// The user with this id: from the cache, or else from the user service.
    ///
    /// # Errors
    /// If the user is not known and cannot be fetched.
    pub async fn get(&self, id: u32) -> Result<User, ApiError> {
        let cell = Arc::clone(self.cells.lock().await.entry(id).or_default());
        let user = cell
            .get_or_try_init(async || {
                let _place = self.fetches.acquire().await.expect("never closed");
                self.api.user(id).await
            })
            .await?;
        Ok(user.clone())
    }
}
