//! The pages of a club's website.
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
            "/welcome" => Ok(welcome(&self.users.user(user).await?)),
            "/card" => Ok(card(&self.users.user(user).await?)),
            "/rules" => Ok("Be kind to each other.".to_owned()),
            _ => Ok(format!("There is no page {path}.")),
        }
    }
}

fn welcome(user: &User) -> String {
    format!("Welcome, {}!", user.name)
}

fn card(user: &User) -> String {
    format!("Member {}: {}", user.id, user.name)
}
