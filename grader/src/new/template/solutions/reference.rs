//! The match board: shows who plays a match.
use services::{ApiError, User, UserApi};

/// Fetches the two players of a match: the one with the white pieces, then the one with the black.
///
/// # Errors
/// If a player cannot be fetched; if neither can, the error of one of them.
pub async fn players(api: &UserApi, white: u32, black: u32) -> Result<(User, User), ApiError> {
    tokio::try_join!(api.user(white), api.user(black))
}
