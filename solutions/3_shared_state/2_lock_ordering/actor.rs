//! A bank: keeps accounts, and moves money between them.
use tokio::sync::{mpsc, oneshot};

/// A bank. Accounts are numbered from 0.
pub struct Bank {
    clerk: mpsc::Sender<Request>,
}

/// The account does not hold the amount that was to be taken from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InsufficientFunds;

/// What the clerk, the one task that has the accounts, is asked to do.
enum Request {
    Transfer {
        from: usize,
        to: usize,
        amount: u64,
        answer: oneshot::Sender<Result<(), InsufficientFunds>>,
    },
    Balances {
        answer: oneshot::Sender<Vec<u64>>,
    },
}

impl Bank {
    /// A bank whose accounts hold these balances.
    pub fn new(balances: &[u64]) -> Self {
        let (clerk, requests) = mpsc::channel(8);
        tokio::spawn(serve(balances.to_vec(), requests));
        Self { clerk }
    }

    /// Moves an amount from one account to another.
    ///
    /// # Errors
    /// If the first account holds less than the amount; nothing is changed then.
    pub async fn transfer(
        &self,
        from: usize,
        to: usize,
        amount: u64,
    ) -> Result<(), InsufficientFunds> {
        let (answer, done) = oneshot::channel();
        let request = Request::Transfer {
            from,
            to,
            amount,
            answer,
        };
        self.ask(request).await;
        done.await.expect("the clerk answers everything")
    }

    /// What an account holds now.
    pub async fn balance(&self, account: usize) -> u64 {
        self.balances().await[account]
    }

    /// What all accounts hold together, at one moment.
    pub async fn total(&self) -> u64 {
        self.balances().await.iter().sum()
    }

    async fn balances(&self) -> Vec<u64> {
        let (answer, balances) = oneshot::channel();
        self.ask(Request::Balances { answer }).await;
        balances.await.expect("the clerk answers everything")
    }

    async fn ask(&self, request: Request) {
        let sent = self.clerk.send(request).await;
        assert!(sent.is_ok(), "the clerk works as long as the bank stands");
    }
}

/// Owns the accounts; ends when the bank is dropped.
async fn serve(mut accounts: Vec<u64>, mut requests: mpsc::Receiver<Request>) {
    while let Some(request) = requests.recv().await {
        // Whoever asked may have left.
        match request {
            Request::Transfer {
                from,
                to,
                amount,
                answer,
            } => {
                let enough = accounts[from] >= amount;
                if enough {
                    accounts[from] -= amount;
                    accounts[to] += amount;
                }
                let _ = answer.send(enough.then_some(()).ok_or(InsufficientFunds));
            }
            Request::Balances { answer } => {
                let _ = answer.send(accounts.clone());
            }
        }
    }
}
