//! The team page: shows every member of a team.
use services::{ApiError, User, UserApi};
use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::Notify;

struct Board {
    slots: Vec<OnceLock<Result<User, ApiError>>>,
    missing: AtomicUsize,
    complete: Notify,
}

/// Fetches the users with these ids, in the order of the ids.
///
/// # Errors
/// If a user cannot be fetched; with several, the error of one of them.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let board = Arc::new(Board {
        slots: ids.iter().map(|_| OnceLock::new()).collect(),
        missing: AtomicUsize::new(ids.len()),
        complete: Notify::new(),
    });
    for (place, &id) in ids.iter().enumerate() {
        let (api, board) = (api.clone(), Arc::clone(&board));
        tokio::spawn(async move {
            board.slots[place].set(api.user(id).await).ok();
            if board.missing.fetch_sub(1, Ordering::AcqRel) == 1 {
                board.complete.notify_one();
            }
        });
    }
    if !ids.is_empty() {
        board.complete.notified().await;
    }
    board
        .slots
        .iter()
        .filter_map(|slot| slot.get().cloned())
        .collect()
}
