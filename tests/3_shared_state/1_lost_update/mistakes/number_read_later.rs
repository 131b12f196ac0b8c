//! Fails: every_vote_has_its_own_number = wrong_result
//!
//! The vote is counted under the lock, but the number for the answer is read later.
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
        self.register.check(voter).await?;
        *self
            .votes
            .lock()
            .await
            .entry(choice.to_owned())
            .or_default() += 1;
        Ok(self.votes(choice).await)
    }

    /// The votes for a choice until now.
    pub async fn votes(&self, choice: &str) -> u64 {
        self.votes.lock().await.get(choice).copied().unwrap_or(0)
    }
}
