pub mod core { pub mod result { pub enum Result {} } }
pub mod std { pub mod time {} }
pub mod harness { pub fn main() {} }
pub mod gather_users_ { pub use super::gather_users; }

/// Fetches the users one after another.
pub async fn gather_users(api: &services::UserApi, ids: &[u32]) -> Result<Vec<services::User>, services::ApiError> {
    
    let mut users = Vec::new();
    for &id in ids {
        users.push(api.user(id).await?);
    }
    Ok(users)
}
