//! The pages of a club's website.
use services::{ApiError, User, UserApi};
use tokio::runtime::Handle;

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
        Handle::current().block_on(self.users.user(user))
    }
}
