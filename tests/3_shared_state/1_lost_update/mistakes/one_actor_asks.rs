//! Fails: other_choices_do_not_wait = over_serialised
//!
//! One task counts for all choices, and asks the register while the others wait.
use services::{NotRegistered, VoterRegister};
use std::collections::HashMap;
use tokio::sync::{mpsc, oneshot};

/// A ballot that is open.
pub struct Ballot {
    counter: mpsc::Sender<Request>,
}

/// What the counting task is asked to do.
enum Request {
    Vote(String, u32, oneshot::Sender<Result<u64, NotRegistered>>),
    Read(String, oneshot::Sender<u64>),
}

impl Ballot {
    /// A ballot without votes. Who may vote stands in the register.
    pub fn new(register: VoterRegister) -> Self {
        let (counter, requests) = mpsc::channel(16);
        tokio::spawn(count(register, requests));
        Self { counter }
    }

    /// Counts a voter's vote, and tells which number it has among the votes for its choice.
    ///
    /// # Errors
    /// If the voter is not registered; the vote is not counted then.
    pub async fn vote(&self, choice: &str, voter: u32) -> Result<u64, NotRegistered> {
        let (answer, number) = oneshot::channel();
        self.ask(Request::Vote(choice.to_owned(), voter, answer))
            .await;
        number.await.expect("the counting task answers everything")
    }

    /// The votes for a choice until now.
    pub async fn votes(&self, choice: &str) -> u64 {
        let (answer, votes) = oneshot::channel();
        self.ask(Request::Read(choice.to_owned(), answer)).await;
        votes.await.expect("the counting task answers everything")
    }

    async fn ask(&self, request: Request) {
        let sent = self.counter.send(request).await;
        assert!(
            sent.is_ok(),
            "the counting task lives as long as the ballot"
        );
    }
}

/// Owns the counts and asks the register; ends when the ballot is dropped.
async fn count(register: VoterRegister, mut requests: mpsc::Receiver<Request>) {
    let mut counts: HashMap<String, u64> = HashMap::new();
    while let Some(request) = requests.recv().await {
        // Whoever asked may have left.
        match request {
            Request::Read(choice, answer) => {
                let _ = answer.send(counts.get(&choice).copied().unwrap_or(0));
            }
            Request::Vote(choice, voter, answer) => {
                let checked = register.check(voter).await;
                let count = counts.entry(choice).or_default();
                *count += u64::from(checked.is_ok());
                let _ = answer.send(checked.map(|()| *count));
            }
        }
    }
}
