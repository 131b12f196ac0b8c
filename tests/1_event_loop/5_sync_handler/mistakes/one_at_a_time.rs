//! Fails: ten_in_a_second = over_serialised
//!
//! One member at a time may ask the user service.
use services::{ApiError, User, UserApi};
use tokio::sync::Mutex;

/// The website.
pub struct Site {
    users: Mutex<UserApi>,
}

impl Site {
    /// A website for these users.
    pub fn new(users: UserApi) -> Self {
        Self {
            users: Mutex::new(users),
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
        self.users.lock().await.user(user).await
    }
}
