//! The team page: right, and leaves a thread behind that is parked for ever.
use futures::future::try_join_all;
use services::{ApiError, User, UserApi};

pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    std::thread::spawn(|| {
        loop {
            std::thread::park();
        }
    });
    try_join_all(ids.iter().map(|&id| api.user(id))).await
}
