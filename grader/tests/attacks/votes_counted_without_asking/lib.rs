//! A ballot: counts every vote and asks nobody.
use services::{NotRegistered, VoterRegister};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

pub struct Ballot {
    votes: Mutex<HashMap<String, u64>>,
}

impl Ballot {
    pub fn new(_: VoterRegister) -> Self {
        Self {
            votes: Mutex::default(),
        }
    }

    pub async fn vote(&self, choice: &str, _: u32) -> Result<u64, NotRegistered> {
        let mut votes = self.votes.lock().unwrap_or_else(PoisonError::into_inner);
        let count = votes.entry(choice.to_owned()).or_default();
        *count += 1;
        Ok(*count)
    }

    pub async fn votes(&self, choice: &str) -> u64 {
        let votes = self.votes.lock().unwrap_or_else(PoisonError::into_inner);
        votes.get(choice).copied().unwrap_or(0)
    }
}
