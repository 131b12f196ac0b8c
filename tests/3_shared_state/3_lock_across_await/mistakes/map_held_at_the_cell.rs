//! Fails: unknown_users_do_not_wait = over_serialised
//! Fails: known_users_do_not_wait = over_serialised
//!
//! Each user has a cell, but the guard of the map lives to the end of the statement.
use services::{ApiError, User, UserApi};
use std::collections::HashMap;
use tokio::sync::{Mutex, OnceCell};

/// Users that were fetched before are known.
pub struct UserCache {
    api: UserApi,
    cells: Mutex<HashMap<u32, OnceCell<User>>>,
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
        let mut cells = self.cells.lock().await;
        let cell = cells.entry(id).or_default();
        let user = cell.get_or_try_init(|| self.api.user(id)).await?;
        Ok(user.clone())
    }
}
