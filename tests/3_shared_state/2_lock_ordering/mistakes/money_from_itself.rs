//! Fails: to_itself = wrong_result
//!
//! Both balances are computed before either is written.
use tokio::sync::Mutex;

/// A bank. Accounts are numbered from 0.
pub struct Bank {
    accounts: Mutex<Vec<u64>>,
}

/// The account does not hold the amount that was to be taken from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InsufficientFunds;

impl Bank {
    /// A bank whose accounts hold these balances.
    pub fn new(balances: &[u64]) -> Self {
        Self {
            accounts: Mutex::new(balances.to_vec()),
        }
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
        let mut accounts = self.accounts.lock().await;
        let (source, target) = (accounts[from], accounts[to]);
        if source < amount {
            return Err(InsufficientFunds);
        }
        accounts[from] = source - amount;
        accounts[to] = target + amount;
        Ok(())
    }

    /// What an account holds now.
    pub async fn balance(&self, account: usize) -> u64 {
        self.accounts.lock().await[account]
    }

    /// What all accounts hold together, at one moment.
    pub async fn total(&self) -> u64 {
        self.accounts.lock().await.iter().sum()
    }
}
