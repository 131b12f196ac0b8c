//! A ballot: counts the votes for each choice.
use services::{NotRegistered, VoterRegister};
use std::collections::HashMap;
use tokio::sync::watch;

/// A ballot that is open.
pub struct Ballot {
    register: VoterRegister,
    votes: watch::Sender<HashMap<String, u64>>,
}

impl Ballot {
    /// A ballot without votes. Who may vote stands in the register.
    pub fn new(register: VoterRegister) -> Self {
        Self {
            register,
            votes: watch::Sender::default(),
        }
    }

    /// Counts a voter's vote, and tells which number it has among the votes for its choice.
    ///
    /// # Errors
    /// If the voter is not registered; the vote is not counted then.
    pub async fn vote(&self, choice: &str, voter: u32) -> Result<u64, NotRegistered> {
        self.register.check(voter).await?;
        let mut number = 0;
        self.votes.send_modify(|votes| {
            let count = votes.entry(choice.to_owned()).or_default();
            *count += 1;
            number = *count;
        });
        Ok(number)
    }

    /// The votes for a choice until now.
    pub async fn votes(&self, choice: &str) -> u64 {
        self.votes.borrow().get(choice).copied().unwrap_or(0)
    }
}
