//! A bank: keeps accounts, and moves money between them.
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::{Notify, Semaphore};

/// A bank. Accounts are numbered from 0.
pub struct Bank {
    accounts: Vec<(Semaphore, AtomicU64)>,
    released: Notify,
}

/// The account does not hold the amount that was to be taken from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InsufficientFunds;

impl Bank {
    /// A bank whose accounts hold these balances.
    pub fn new(balances: &[u64]) -> Self {
        let account = |balance: &u64| (Semaphore::new(1), AtomicU64::new(*balance));
        Self {
            accounts: balances.iter().map(account).collect(),
            released: Notify::new(),
        }
    }

    /// Does something with these accounts alone: takes all of them at once, or none and waits.
    async fn with<T>(&self, accounts: &[usize], work: impl FnOnce() -> T) -> T {
        loop {
            let released = self.released.notified();
            let mut released = std::pin::pin!(released);
            released.as_mut().enable();
            let permits: Vec<_> = accounts
                .iter()
                .map_while(|&account| self.accounts[account].0.try_acquire().ok())
                .collect();
            if permits.len() == accounts.len() {
                let done = work();
                drop(permits);
                self.released.notify_waiters();
                return done;
            }
            drop(permits);
            self.released.notify_waiters();
            released.await;
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
        let both = [from, to];
        let accounts = if from == to { &both[..1] } else { &both[..] };
        self.with(accounts, || {
            if self.held(from) < amount {
                return Err(InsufficientFunds);
            }
            self.accounts[from].1.fetch_sub(amount, Ordering::Relaxed);
            self.accounts[to].1.fetch_add(amount, Ordering::Relaxed);
            Ok(())
        })
        .await
    }

    /// What an account holds now.
    pub async fn balance(&self, account: usize) -> u64 {
        self.with(&[account], || self.held(account)).await
    }

    /// What all accounts hold together, at one moment.
    pub async fn total(&self) -> u64 {
        let all: Vec<usize> = (0..self.accounts.len()).collect();
        self.with(&all, || all.iter().map(|&account| self.held(account)).sum())
            .await
    }

    fn held(&self, account: usize) -> u64 {
        self.accounts[account].1.load(Ordering::Relaxed)
    }
}
