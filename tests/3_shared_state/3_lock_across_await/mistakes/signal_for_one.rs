//! Fails: fetched_once = deadlock
//! Fails: giving_up_harms_nobody = deadlock
//!
//! Of all who wait, only one hears that the user is there.
use services::{ApiError, User, UserApi};
use std::{
    collections::{HashMap, HashSet},
    sync::Mutex,
};
use tokio::sync::Notify;

/// Users that were fetched before are known.
pub struct UserCache {
    api: UserApi,
    known: Mutex<HashMap<u32, User>>,
    asked: Mutex<HashSet<u32>>,
    fetched: Notify,
}

impl UserCache {
    /// A cache that knows nobody yet.
    pub fn new(api: UserApi) -> Self {
        Self {
            api,
            known: Mutex::default(),
            asked: Mutex::default(),
            fetched: Notify::new(),
        }
    }

    /// The user with this id: from the cache, or else from the user service.
    ///
    /// # Errors
    /// If the user is not known and cannot be fetched.
    pub async fn get(&self, id: u32) -> Result<User, ApiError> {
        loop {
            if let Some(user) = self.known.lock().unwrap().get(&id) {
                return Ok(user.clone());
            }
            if self.asked.lock().unwrap().insert(id) {
                break;
            }
            self.fetched.notified().await;
        }
        let user = self.api.user(id).await;
        if let Ok(user) = &user {
            self.known.lock().unwrap().insert(id, user.clone());
        }
        self.asked.lock().unwrap().remove(&id);
        self.fetched.notify_one();
        user
    }
}
