//! A ballot: counts the votes for each choice.
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
        let number = *count + 1;
        self.register.check(voter).await?;
        *count = number;
        Ok(number)
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
