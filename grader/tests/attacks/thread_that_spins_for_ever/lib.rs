//! The team page: right, and leaves a thread behind that spins.
use futures::future::try_join_all;
use services::{ApiError, User, UserApi};

pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    std::thread::spawn(|| {
        loop {
            std::hint::spin_loop();
        }
    });
    try_join_all(ids.iter().map(|&id| api.user(id))).await
}
