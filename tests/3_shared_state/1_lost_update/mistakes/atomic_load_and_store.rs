//! Fails: no_vote_is_lost = lost_update
//! Fails: every_vote_has_its_own_number = wrong_result
//!
//! An atomic is read before the register is asked, and written after.
use services::{NotRegistered, VoterRegister};
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::sync::Mutex;

/// A ballot that is open.
pub struct Ballot {
    register: VoterRegister,
    choices: Mutex<HashMap<String, Arc<AtomicU64>>>,
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
        let number = count.load(Ordering::SeqCst) + 1;
        self.register.check(voter).await?;
        count.store(number, Ordering::SeqCst);
        Ok(number)
    }

    /// The votes for a choice until now.
    pub async fn votes(&self, choice: &str) -> u64 {
        self.count(choice).await.load(Ordering::SeqCst)
    }

    async fn count(&self, choice: &str) -> Arc<AtomicU64> {
        let mut choices = self.choices.lock().await;
        Arc::clone(choices.entry(choice.to_owned()).or_default())
    }
}
