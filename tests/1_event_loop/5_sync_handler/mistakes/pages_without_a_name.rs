//! Fails: each_member_their_own = wrong_result
//! Fails: ten_in_a_second = wrong_timing
//! Fails: a_failure_reaches_the_caller = swallowed_error
//! Fails: others_keep_their_beat = wrong_result
//!
//! If the answer is not there at once, the page is made for somebody without a name.
use futures::FutureExt;
use services::{ApiError, User, UserApi};

/// The website.
pub struct Site {
    users: UserApi,
}

impl Site {
    /// A website for these users.
    pub fn new(users: UserApi) -> Self {
        Self { users }
    }

    /// Makes the page of this path for the user who asks for it.
    ///
    /// # Errors
    /// If the page needs the user, and the user cannot be fetched.
    pub async fn page(&self, path: &str, user: u32) -> Result<String, ApiError> {
        match path {
            "/welcome" => self.welcome(user),
            "/card" => self.card(user),
            "/rules" => Ok("Be kind to each other.".to_owned()),
            _ => Ok(format!("There is no page {path}.")),
        }
    }

    fn welcome(&self, user: u32) -> Result<String, ApiError> {
        let user = self.current_user(user)?;
        Ok(format!("Welcome, {}!", user.name))
    }

    fn card(&self, user: u32) -> Result<String, ApiError> {
        let user = self.current_user(user)?;
        Ok(format!("Member {}: {}", user.id, user.name))
    }

    /// The user who asks.
    fn current_user(&self, user: u32) -> Result<User, ApiError> {
        let nobody = User {
            id: user,
            name: "member".to_owned(),
        };
        let answer = self.users.user(user).now_or_never();
        answer.unwrap_or(Ok(nobody))
    }
}
