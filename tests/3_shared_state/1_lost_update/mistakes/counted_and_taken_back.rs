//! Fails: refused_votes_are_never_counted = wrong_result
//!
//! The vote is counted first, and taken back if the register refuses it.
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
        let number = self.add(choice, 1).await;
        if let Err(error) = self.register.check(voter).await {
            self.add(choice, -1).await;
            return Err(error);
        }
        Ok(number)
    }

    async fn add(&self, choice: &str, change: i64) -> u64 {
        let mut votes = self.votes.lock().await;
        let number = votes.entry(choice.to_owned()).or_default();
        *number = number.saturating_add_signed(change);
        *number
    }

    /// The votes for a choice until now.
    pub async fn votes(&self, choice: &str) -> u64 {
        self.votes.lock().await.get(choice).copied().unwrap_or(0)
    }
}
