//! Fails: pages_for_everybody = wrong_timing
//!
//! The user is fetched before it is known whether the page needs one.
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
        let user = self.users.user(user).await;
        match path {
            "/welcome" => Ok(welcome(&user?)),
            "/card" => Ok(card(&user?)),
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
