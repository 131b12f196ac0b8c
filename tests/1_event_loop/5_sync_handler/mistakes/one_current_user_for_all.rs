//! Fails: ten_in_a_second = wrong_result
//!
//! The user is put into the site and read from there; between the two it may have become another one.
use services::{ApiError, User, UserApi};
use tokio::sync::Mutex;

/// The website.
pub struct Site {
    users: UserApi,
    current: Mutex<Option<User>>,
}

impl Site {
    /// A website for these users.
    pub fn new(users: UserApi) -> Self {
        Self {
            users,
            current: Mutex::new(None),
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
        let user = self.users.user(user).await?;
        self.current.lock().await.replace(user);
        let current = self.current.lock().await;
        Ok(current.clone().expect("it was set a line before"))
    }
}
