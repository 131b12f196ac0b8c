//! Fails: a_failure_is_not_remembered = wrong_result
//! Fails: giving_up_harms_nobody = wrong_result
//!
//! Whatever the first fetch gave stays in the cell, an error too.
use services::{ApiError, User, UserApi};
use std::{collections::HashMap, sync::Arc};
use tokio::sync::{Mutex, OnceCell};

/// Users that were fetched before are known.
pub struct UserCache {
    api: UserApi,
    cells: Mutex<HashMap<u32, Arc<OnceCell<Result<User, ApiError>>>>>,
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
        let cell = Arc::clone(self.cells.lock().await.entry(id).or_default());
        cell.get_or_init(|| self.api.user(id)).await.clone()
    }
}
