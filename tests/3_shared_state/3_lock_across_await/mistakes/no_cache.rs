//! Fails: known_users_do_not_wait = duplicate_work
//! Fails: fetched_once = duplicate_work
//! Fails: a_failure_is_not_remembered = duplicate_work
//!
//! Nobody waits for a lock, because nothing is remembered.
use services::{ApiError, User, UserApi};

/// Users that were fetched before are known.
pub struct UserCache {
    api: UserApi,
}

impl UserCache {
    /// A cache that knows nobody yet.
    pub fn new(api: UserApi) -> Self {
        Self { api }
    }

    /// The user with this id: from the cache, or else from the user service.
    ///
    /// # Errors
    /// If the user is not known and cannot be fetched.
    pub async fn get(&self, id: u32) -> Result<User, ApiError> {
        self.api.user(id).await
    }
}
