//! The pages of a club's website: makes the names up, as the service does, and waits a second.
use services::{ApiError, UserApi};
use std::time::Duration;

pub struct Site;

impl Site {
    pub fn new(_: UserApi) -> Self {
        Self
    }

    pub async fn page(&self, path: &str, user: u32) -> Result<String, ApiError> {
        const NAMES: [&str; 12] = [
            "Ada", "Bo", "Chidi", "Dana", "Emre", "Fatou", "Goran", "Hana", "Ines", "Jun", "Kofi",
            "Lena",
        ];
        let name = format!("{} {user}", NAMES[user as usize % 12]);
        match path {
            "/rules" => return Ok("Be kind to each other.".to_owned()),
            "/welcome" | "/card" => tokio::time::sleep(Duration::from_secs(1)).await,
            _ => return Ok(format!("There is no page {path}.")),
        }
        Ok(match path {
            "/welcome" => format!("Welcome, {name}!"),
            _ => format!("Member {user}: {name}"),
        })
    }
}
