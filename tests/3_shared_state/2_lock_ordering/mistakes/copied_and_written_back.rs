//! Fails: opposite_transfers_end = lost_update
//! Fails: a_ring_of_transfers_ends = lost_update
//! Fails: never_seen_half_moved = wrong_result
//! Fails: made_or_not_made = cancel_unsafe
//! Fails: never_overdrawn = wrong_result
//!
//! Both balances are copied out, and written back later.
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
        if from == to {
            let enough = self.balance(from).await >= amount;
            return enough.then_some(()).ok_or(InsufficientFunds);
        }
        let source = self.balance(from).await;
        let target = self.balance(to).await;
        if source < amount {
            return Err(InsufficientFunds);
        }
        *self.accounts[from].lock().await = source - amount;
        *self.accounts[to].lock().await = target + amount;
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
