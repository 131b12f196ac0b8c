//! Fails: no_vote_is_lost = lost_update
//! Fails: every_vote_has_its_own_number = wrong_result
//!
//! A vote that finds the count changed is not tried again.
use services::{NotRegistered, VoterRegister};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

/// A ballot that is open.
pub struct Ballot {
    register: VoterRegister,
    votes: Mutex<HashMap<String, Arc<AtomicU64>>>,
}

impl Ballot {
    /// A ballot without votes. Who may vote stands in the register.
    pub fn new(register: VoterRegister) -> Self {
        Self {
            register,
            votes: Mutex::default(),
        }
    }

    fn count(&self, choice: &str) -> Arc<AtomicU64> {
        Arc::clone(
            self.votes
                .lock()
                .unwrap()
                .entry(choice.to_owned())
                .or_default(),
        )
    }

    /// Counts a voter's vote, and tells which number it has among the votes for its choice.
    ///
    /// # Errors
    /// If the voter is not registered; the vote is not counted then.
    pub async fn vote(&self, choice: &str, voter: u32) -> Result<u64, NotRegistered> {
        let count = self.count(choice);
        let seen = count.load(Ordering::SeqCst);
        self.register.check(voter).await?;
        let _ = count.compare_exchange(seen, seen + 1, Ordering::SeqCst, Ordering::SeqCst);
        Ok(seen + 1)
    }

    /// The votes for a choice until now.
    pub async fn votes(&self, choice: &str) -> u64 {
        self.count(choice).load(Ordering::SeqCst)
    }
}
