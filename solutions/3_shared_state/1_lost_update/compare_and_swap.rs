//! A ballot: counts the votes for each choice.
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
        loop {
            let seen = count.load(Ordering::SeqCst);
            self.register.check(voter).await?;
            // Written only if nobody else wrote since `seen` was read.
            let swapped =
                count.compare_exchange(seen, seen + 1, Ordering::SeqCst, Ordering::SeqCst);
            if swapped.is_ok() {
                return Ok(seen + 1);
            }
        }
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
