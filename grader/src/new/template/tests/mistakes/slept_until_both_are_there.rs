//! Fails: both_at_once = wrong_timing
//!
//! Both requests are sent, and then a pause gives them the time that they may need.
use services::{ApiError, User, UserApi};
use std::time::Duration;

/// Fetches the two players of a match: the one with the white pieces, then the one with the black.
///
/// # Errors
/// If a player cannot be fetched; if neither can, the error of one of them.
pub async fn players(api: &UserApi, white: u32, black: u32) -> Result<(User, User), ApiError> {
    let (white, black) = (tokio::spawn(api.user(white)), tokio::spawn(api.user(black)));
    tokio::time::sleep(Duration::from_millis(200)).await;
    let white = white.await.expect("a request does not panic")?;
    let black = black.await.expect("a request does not panic")?;
    Ok((white, black))
}
