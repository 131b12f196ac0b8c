//! Fails: each_member_their_own = wrong_result
//! Fails: ten_in_a_second = wrong_result
//! Fails: a_failure_reaches_the_caller = swallowed_error
//!
//! The user is fetched once, and everybody is taken for the first who asked.
use services::{ApiError, User, UserApi};
use tokio::sync::OnceCell;

/// The website.
pub struct Site {
    users: UserApi,
    user: OnceCell<User>,
}

impl Site {
    /// A website for these users.
    pub fn new(users: UserApi) -> Self {
        Self {
            users,
            user: OnceCell::new(),
        }
    }

    /// Makes the page of this path for the user who asks for it.
    ///
    /// # Errors
    /// If the page needs the user, and the user cannot be fetched.
    pub async fn page(&self, path: &str, user: u32) -> Result<String, ApiError> {
        match path {
            "/welcome" => self.welcome(user).await,
            "/card" => self.card(user).await,
            "/rules" => Ok("Be kind to each other.".to_owned()),
            _ => Ok(format!("There is no page {path}.")),
        }
    }

    async fn welcome(&self, user: u32) -> Result<String, ApiError> {
        let user = self.current_user(user).await?;
        Ok(format!("Welcome, {}!", user.name))
    }

    async fn card(&self, user: u32) -> Result<String, ApiError> {
        let user = self.current_user(user).await?;
        Ok(format!("Member {}: {}", user.id, user.name))
    }

    /// The user who asks.
    async fn current_user(&self, user: u32) -> Result<User, ApiError> {
        let fetch = || self.users.user(user);
        self.user.get_or_try_init(fetch).await.cloned()
    }
}
