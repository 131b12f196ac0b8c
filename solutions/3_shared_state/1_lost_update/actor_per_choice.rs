//! A ballot: counts the votes for each choice.
use services::{NotRegistered, VoterRegister};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};
use tokio::sync::{mpsc, oneshot};

/// A ballot that is open.
pub struct Ballot {
    register: VoterRegister,
    counters: Mutex<HashMap<String, mpsc::UnboundedSender<Request>>>,
}

/// What the counting task of a choice is asked to do.
enum Request {
    Vote(u32, oneshot::Sender<Result<u64, NotRegistered>>),
    Read(oneshot::Sender<u64>),
}

impl Ballot {
    /// A ballot without votes. Who may vote stands in the register.
    pub fn new(register: VoterRegister) -> Self {
        Self {
            register,
            counters: Mutex::default(),
        }
    }

    /// Counts a voter's vote, and tells which number it has among the votes for its choice.
    ///
    /// # Errors
    /// If the voter is not registered; the vote is not counted then.
    pub async fn vote(&self, choice: &str, voter: u32) -> Result<u64, NotRegistered> {
        let (answer, number) = oneshot::channel();
        self.ask(choice, Request::Vote(voter, answer));
        number.await.expect("the counting task answers everything")
    }

    /// The votes for a choice until now.
    pub async fn votes(&self, choice: &str) -> u64 {
        let (answer, votes) = oneshot::channel();
        self.ask(choice, Request::Read(answer));
        votes.await.expect("the counting task answers everything")
    }

    fn ask(&self, choice: &str, request: Request) {
        let mut counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        let counter = counters.entry(choice.to_owned()).or_insert_with(|| {
            let (counter, requests) = mpsc::unbounded_channel();
            tokio::spawn(count(self.register.clone(), requests));
            counter
        });
        let sent = counter.send(request);
        assert!(
            sent.is_ok(),
            "the counting task lives as long as the ballot"
        );
    }
}

/// Counts the votes for one choice, one after the other; ends when the ballot is dropped.
async fn count(register: VoterRegister, mut requests: mpsc::UnboundedReceiver<Request>) {
    let mut votes = 0;
    while let Some(request) = requests.recv().await {
        // Whoever asked may have left.
        match request {
            Request::Read(answer) => {
                let _ = answer.send(votes);
            }
            Request::Vote(voter, answer) => {
                let checked = register.check(voter).await;
                votes += u64::from(checked.is_ok());
                let _ = answer.send(checked.map(|()| votes));
            }
        }
    }
}
