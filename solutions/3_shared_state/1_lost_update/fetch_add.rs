//! A ballot: counts the votes for each choice.
use services::{NotRegistered, VoterRegister};
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::sync::RwLock;

/// A ballot that is open.
pub struct Ballot {
    register: VoterRegister,
    choices: RwLock<HashMap<String, Arc<AtomicU64>>>,
}

impl Ballot {
    /// A ballot without votes. Who may vote stands in the register.
    pub fn new(register: VoterRegister) -> Self {
        Self {
            register,
            choices: RwLock::default(),
        }
    }

    /// Counts a voter's vote, and tells which number it has among the votes for its choice.
    ///
    /// # Errors
    /// If the voter is not registered; the vote is not counted then.
    pub async fn vote(&self, choice: &str, voter: u32) -> Result<u64, NotRegistered> {
        let count = self.count(choice).await;
        self.register.check(voter).await?;
        Ok(count.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// The votes for a choice until now.
    pub async fn votes(&self, choice: &str) -> u64 {
        self.count(choice).await.load(Ordering::Relaxed)
    }

    /// The count of a choice; many may look it up at once, and only a new one is written.
    async fn count(&self, choice: &str) -> Arc<AtomicU64> {
        let known = self.choices.read().await.get(choice).cloned();
        if let Some(count) = known {
            return count;
        }
        // Another task may have written it meanwhile: `entry` looks again.
        let mut choices = self.choices.write().await;
        Arc::clone(choices.entry(choice.to_owned()).or_default())
    }
}
