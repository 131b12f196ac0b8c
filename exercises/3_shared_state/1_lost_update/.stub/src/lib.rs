//! A ballot: counts the votes for each choice.
use services::{NotRegistered, VoterRegister};
use std::collections::HashMap;
use tokio::sync::Mutex;

/// A ballot that is open.
pub struct Ballot {
    register: VoterRegister,
    votes: Mutex<HashMap<String, u64>>,
}

impl Ballot {
    /// A ballot without votes. Who may vote stands in the register.
    pub fn new(register: VoterRegister) -> Self {
        Self {
            register,
            votes: Mutex::default(),
        }
    }

    /// Counts a voter's vote, and tells which number it has among the votes for its choice.
    ///
    /// # Errors
    /// If the voter is not registered; the vote is not counted then.
    pub async fn vote(&self, choice: &str, voter: u32) -> Result<u64, NotRegistered> {
        let number = self.votes(choice).await + 1;
        self.register.check(voter).await?;
        self.votes.lock().await.insert(choice.to_owned(), number);
        Ok(number)
    }

    /// The votes for a choice until now.
    pub async fn votes(&self, choice: &str) -> u64 {
        self.votes.lock().await.get(choice).copied().unwrap_or(0)
    }
}
