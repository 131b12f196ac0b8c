//! Fails: each_choice_has_its_own_count = wrong_result
//!
//! One count for all choices together.
use services::{NotRegistered, VoterRegister};
use std::sync::atomic::{AtomicU64, Ordering};

/// A ballot that is open.
pub struct Ballot {
    register: VoterRegister,
    votes: AtomicU64,
}

impl Ballot {
    /// A ballot without votes. Who may vote stands in the register.
    pub fn new(register: VoterRegister) -> Self {
        Self {
            register,
            votes: AtomicU64::new(0),
        }
    }

    /// Counts a voter's vote, and tells which number it has among the votes for its choice.
    ///
    /// # Errors
    /// If the voter is not registered; the vote is not counted then.
    pub async fn vote(&self, _choice: &str, voter: u32) -> Result<u64, NotRegistered> {
        self.register.check(voter).await?;
        Ok(self.votes.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// The votes for a choice until now.
    pub async fn votes(&self, _choice: &str) -> u64 {
        self.votes.load(Ordering::Relaxed)
    }
}
