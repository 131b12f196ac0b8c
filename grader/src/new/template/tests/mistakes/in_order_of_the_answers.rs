//! Fails: white_before_black = wrong_order
//!
//! The player whose answer comes first is shown first.
use services::{ApiError, User, UserApi};
use tokio::task::JoinSet;

/// Fetches the two players of a match: the one with the white pieces, then the one with the black.
///
/// # Errors
/// If a player cannot be fetched; if neither can, the error of one of them.
pub async fn players(api: &UserApi, white: u32, black: u32) -> Result<(User, User), ApiError> {
    let mut requests = JoinSet::new();
    requests.spawn(api.user(white));
    requests.spawn(api.user(black));
    let mut answers = requests.join_all().await.into_iter();
    let mut next = || answers.next().expect("two requests were sent");
    Ok((next()?, next()?))
}
