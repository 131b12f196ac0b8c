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
        // Pages are still synchronous: they get the user instead of asking for one.
        let page: fn(&User) -> String = match path {
            "/welcome" => welcome,
            "/card" => card,
            "/rules" => return Ok("Be kind to each other.".to_owned()),
            _ => return Ok(format!("There is no page {path}.")),
        };
        self.users.user(user).await.map(|user| page(&user))
    }
}

fn welcome(user: &User) -> String {
    format!("Welcome, {}!", user.name)
}

fn card(user: &User) -> String {
    format!("Member {}: {}", user.id, user.name)
}
