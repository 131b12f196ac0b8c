//! Fails: made_or_not_made = cancel_unsafe
//!
//! Transfers and audits take turns, but a transfer that is given up between its two steps has taken the money and
//! gives it to nobody.
use tokio::sync::Mutex;

/// A bank. Accounts are numbered from 0.
pub struct Bank {
    accounts: Vec<Mutex<u64>>,
    turn: Mutex<()>,
}

/// The account does not hold the amount that was to be taken from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InsufficientFunds;

impl Bank {
    /// A bank whose accounts hold these balances.
    pub fn new(balances: &[u64]) -> Self {
        Self {
            accounts: balances.iter().copied().map(Mutex::new).collect(),
            turn: Mutex::new(()),
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
        // One transfer or audit at a time, so each account is needed for a moment only.
        let _turn = self.turn.lock().await;
        {
            let mut source = self.accounts[from].lock().await;
            if *source < amount {
                return Err(InsufficientFunds);
            }
            *source -= amount;
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
        let _turn = self.turn.lock().await;
        let mut total = 0;
        for account in &self.accounts {
            total += *account.lock().await;
        }
        total
    }
}
