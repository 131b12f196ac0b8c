//! Fails: other_choices_do_not_wait = over_serialised
//!
//! The register is asked about ten voters at a time, whatever they vote for.
use services::{NotRegistered, VoterRegister};
use std::collections::HashMap;
use tokio::sync::{Mutex, Semaphore};

/// A ballot that is open.
pub struct Ballot {
    register: VoterRegister,
    questions: Semaphore,
    votes: Mutex<HashMap<String, u64>>,
}

impl Ballot {
    /// A ballot without votes. Who may vote stands in the register.
    pub fn new(register: VoterRegister) -> Self {
        Self {
            register,
            questions: Semaphore::new(10),
            votes: Mutex::default(),
        }
    }

    /// Counts a voter's vote, and tells which number it has among the votes for its choice.
    ///
    /// # Errors
    /// If the voter is not registered; the vote is not counted then.
    pub async fn vote(&self, choice: &str, voter: u32) -> Result<u64, NotRegistered> {
        let question = self.questions.acquire().await.expect("never closed");
        self.register.check(voter).await?;
        drop(question);
        let mut votes = self.votes.lock().await;
        let number = votes.entry(choice.to_owned()).or_default();
        *number += 1;
        Ok(*number)
    }

    /// The votes for a choice until now.
    pub async fn votes(&self, choice: &str) -> u64 {
        self.votes.lock().await.get(choice).copied().unwrap_or(0)
    }
}
