//! A ballot: counts the votes for each choice.
use services::{NotRegistered, VoterRegister};
use std::collections::HashMap;
use tokio::sync::{mpsc, oneshot};

/// A ballot that is open.
pub struct Ballot {
    register: VoterRegister,
    counter: mpsc::Sender<Request>,
}

/// What the counting task is asked to do; it answers with the votes for the choice.
struct Request {
    choice: String,
    votes: u64,
    answer: oneshot::Sender<u64>,
}

impl Ballot {
    /// A ballot without votes. Who may vote stands in the register.
    pub fn new(register: VoterRegister) -> Self {
        let (counter, requests) = mpsc::channel(16);
        tokio::spawn(count(requests));
        Self { register, counter }
    }

    /// Counts a voter's vote, and tells which number it has among the votes for its choice.
    ///
    /// # Errors
    /// If the voter is not registered; the vote is not counted then.
    pub async fn vote(&self, choice: &str, voter: u32) -> Result<u64, NotRegistered> {
        self.register.check(voter).await?;
        Ok(self.add(choice, 1).await)
    }

    /// The votes for a choice until now.
    pub async fn votes(&self, choice: &str) -> u64 {
        self.add(choice, 0).await
    }

    async fn add(&self, choice: &str, votes: u64) -> u64 {
        let (answer, number) = oneshot::channel();
        let request = Request {
            choice: choice.to_owned(),
            votes,
            answer,
        };
        let sent = self.counter.send(request).await;
        assert!(
            sent.is_ok(),
            "the counting task lives as long as the ballot"
        );
        number.await.expect("the counting task answers everything")
    }
}

/// Owns the counts; ends when the ballot is dropped.
async fn count(mut requests: mpsc::Receiver<Request>) {
    let mut counts: HashMap<String, u64> = HashMap::new();
    while let Some(request) = requests.recv().await {
        let count = counts.entry(request.choice).or_default();
        *count += request.votes;
        // The voter may have left.
        let _ = request.answer.send(*count);
    }
}
