//! A ballot: counts the votes for each choice.
use services::{NotRegistered, VoterRegister};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

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
        let mut counts = self.counts();
        let number = counts.entry(choice.to_owned()).or_default();
        *number += 1;
        Ok(*number)
    }

    /// The votes for a choice until now.
    pub async fn votes(&self, choice: &str) -> u64 {
        self.counts().get(choice).copied().unwrap_or(0)
    }

    /// The counts, locked. The guard never lives across an `.await`.
    fn counts(&self) -> MutexGuard<'_, HashMap<String, u64>> {
        self.votes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
