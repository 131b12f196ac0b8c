//! Fails: never_seen_half_moved = wrong_result
//! Fails: made_or_not_made = cancel_unsafe
//!
//! The first account is unlocked before the second is locked.
use tokio::sync::Mutex;

/// A bank. Accounts are numbered from 0.
pub struct Bank {
    accounts: Vec<Mutex<u64>>,
}

/// The account does not hold the amount that was to be taken from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InsufficientFunds;

impl Bank {
    /// A bank whose accounts hold these balances.
    pub fn new(balances: &[u64]) -> Self {
        Self {
            accounts: balances.iter().copied().map(Mutex::new).collect(),
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
        {
            let mut from = self.accounts[from].lock().await;
            if *from < amount {
                return Err(InsufficientFunds);
            }
            *from -= amount;
        }
        *self.accounts[to].lock().await += amount;
        Ok(())
    }

    /// What an account holds now.
    pub async fn balance(&self, account: usize) -> u64 {
        *self.accounts[account].lock().await
    }

    /// What all accounts hold together, at one moment.
    pub async fn total(&self) -> u64 {
        let mut accounts = Vec::with_capacity(self.accounts.len());
        for account in &self.accounts {
            accounts.push(account.lock().await);
        }
        accounts.iter().map(|balance| **balance).sum()
    }
}
