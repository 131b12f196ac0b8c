//! Fails: each_member_their_own = panicked
//!
//! One request for all who ask for the same member; if the first of them leaves, nobody tells the others.
use services::{ApiError, User, UserApi};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};
use tokio::sync::watch;

/// The website.
pub struct Site {
    users: UserApi,
    asked: Mutex<HashMap<u32, Answer>>,
}

type Answer = watch::Receiver<Option<Result<User, ApiError>>>;

impl Site {
    /// A website for these users.
    pub fn new(users: UserApi) -> Self {
        Self {
            users,
            asked: Mutex::default(),
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
        let (tell, answer) = watch::channel(None);
        let earlier = self.asked().get(&user).cloned();
        if let Some(mut earlier) = earlier {
            let told = earlier.wait_for(Option::is_some).await;
            let told = told.expect("whoever asks tells the others").clone();
            return told.expect("it was waited for");
        }
        self.asked().insert(user, answer);
        let answer = self.users.user(user).await;
        self.asked().remove(&user);
        tell.send_replace(Some(answer.clone()));
        answer
    }

    fn asked(&self) -> MutexGuard<'_, HashMap<u32, Answer>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
