//! Fails: refused_votes_are_never_counted = wrong_result
//!
//! The vote is counted under the lock of its choice, and taken back after a refusal; a voter who gives up before
//! leaves a vote that nobody has checked.
use services::{NotRegistered, VoterRegister};
use std::{collections::HashMap, sync::Arc};
use tokio::sync::Mutex;

/// A ballot that is open.
pub struct Ballot {
    register: VoterRegister,
    choices: Mutex<HashMap<String, Arc<Mutex<u64>>>>,
}

impl Ballot {
    /// A ballot without votes. Who may vote stands in the register.
    pub fn new(register: VoterRegister) -> Self {
        Self {
            register,
            choices: Mutex::default(),
        }
    }

    /// Counts a voter's vote, and tells which number it has among the votes for its choice.
    ///
    /// # Errors
    /// If the voter is not registered; the vote is not counted then.
    pub async fn vote(&self, choice: &str, voter: u32) -> Result<u64, NotRegistered> {
        let count = self.count(choice).await;
        // Held over the question to the register: only voters for the same choice wait.
        let mut count = count.lock().await;
        *count += 1;
        if let Err(error) = self.register.check(voter).await {
            *count -= 1;
            return Err(error);
        }
        Ok(*count)
    }

    /// The votes for a choice until now.
    pub async fn votes(&self, choice: &str) -> u64 {
        *self.count(choice).await.lock().await
    }

    /// The count of a choice; the map is locked only while it is looked up.
    async fn count(&self, choice: &str) -> Arc<Mutex<u64>> {
        let mut choices = self.choices.lock().await;
        Arc::clone(choices.entry(choice.to_owned()).or_default())
    }
}
