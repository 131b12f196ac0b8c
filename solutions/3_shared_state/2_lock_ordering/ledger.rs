//! A bank: keeps accounts, and moves money between them.
use std::sync::{PoisonError, RwLock};

/// A bank. Accounts are numbered from 0.
pub struct Bank {
    opening: Vec<u64>,
    /// From which account, to which, how much. Nothing is ever changed in it.
    ledger: RwLock<Vec<(usize, usize, u64)>>,
}

/// The account does not hold the amount that was to be taken from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InsufficientFunds;

impl Bank {
    /// A bank whose accounts hold these balances.
    pub fn new(balances: &[u64]) -> Self {
        Self {
            opening: balances.to_vec(),
            ledger: RwLock::default(),
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
        let mut ledger = self.ledger.write().unwrap_or_else(PoisonError::into_inner);
        if self.sum(&ledger, from) < amount {
            return Err(InsufficientFunds);
        }
        ledger.push((from, to, amount));
        Ok(())
    }

    /// What an account holds now.
    pub async fn balance(&self, account: usize) -> u64 {
        self.sum(
            &self.ledger.read().unwrap_or_else(PoisonError::into_inner),
            account,
        )
    }

    /// What all accounts hold together, at one moment.
    pub async fn total(&self) -> u64 {
        let ledger = self.ledger.read().unwrap_or_else(PoisonError::into_inner);
        (0..self.opening.len())
            .map(|account| self.sum(&ledger, account))
            .sum()
    }

    fn sum(&self, ledger: &[(usize, usize, u64)], account: usize) -> u64 {
        let came: u64 = ledger
            .iter()
            .filter(|one| one.1 == account)
            .map(|one| one.2)
            .sum();
        let went: u64 = ledger
            .iter()
            .filter(|one| one.0 == account)
            .map(|one| one.2)
            .sum();
        self.opening[account] + came - went
    }
}
