//! The pages of a club's website.
use services::{ApiError, User, UserApi};
use tokio::task::JoinHandle;

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
            "/welcome" => welcome(self.current_user(user)).await,
            "/card" => card(self.current_user(user)).await,
            "/rules" => Ok("Be kind to each other.".to_owned()),
            _ => Ok(format!("There is no page {path}.")),
        }
    }

    /// Begins to fetch the user who asks.
    fn current_user(&self, user: u32) -> JoinHandle<Result<User, ApiError>> {
        tokio::spawn(self.users.user(user))
    }
}

async fn welcome(user: JoinHandle<Result<User, ApiError>>) -> Result<String, ApiError> {
    let user = user.await.expect("fetching a user does not panic")?;
    Ok(format!("Welcome, {}!", user.name))
}

async fn card(user: JoinHandle<Result<User, ApiError>>) -> Result<String, ApiError> {
    let user = user.await.expect("fetching a user does not panic")?;
    Ok(format!("Member {}: {}", user.id, user.name))
}
