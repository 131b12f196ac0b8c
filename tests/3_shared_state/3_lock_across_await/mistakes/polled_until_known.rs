//! Fails: fetched_once = never_finishes
//! Fails: known_users_do_not_wait = never_finishes
//! Fails: a_failure_is_not_remembered = never_finishes
//! Fails: giving_up_harms_nobody = never_finishes
//!
//! Who comes second looks again and again until the user is known.
use services::{ApiError, User, UserApi};
use std::collections::{HashMap, HashSet};
use tokio::{sync::Mutex, task::yield_now};

/// Users that were fetched before are known.
pub struct UserCache {
    api: UserApi,
    known: Mutex<HashMap<u32, User>>,
    fetching: Mutex<HashSet<u32>>,
}

impl UserCache {
    /// A cache that knows nobody yet.
    pub fn new(api: UserApi) -> Self {
        Self {
            api,
            known: Mutex::default(),
            fetching: Mutex::default(),
        }
    }

    /// The user with this id: from the cache, or else from the user service.
    ///
    /// # Errors
    /// If the user is not known and cannot be fetched.
    pub async fn get(&self, id: u32) -> Result<User, ApiError> {
        loop {
            if let Some(user) = self.known.lock().await.get(&id) {
                return Ok(user.clone());
            }
            if self.fetching.lock().await.insert(id) {
                break;
            }
            yield_now().await;
        }
        let answer = self.api.user(id).await;
        if let Ok(user) = &answer {
            self.known.lock().await.insert(id, user.clone());
        }
        self.fetching.lock().await.remove(&id);
        answer
    }
}
