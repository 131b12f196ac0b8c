//! Fails: a_ring_of_transfers_ends = self_deadlock
//!
//! Sixteen locks for all accounts, in a fixed order; two accounts may have the same one.
use std::collections::HashMap;
use tokio::sync::Mutex;

const STRIPES: usize = 16;

/// A bank. Accounts are numbered from 0.
pub struct Bank {
    stripes: Vec<Mutex<HashMap<usize, u64>>>,
}

/// The account does not hold the amount that was to be taken from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InsufficientFunds;

impl Bank {
    /// A bank whose accounts hold these balances.
    pub fn new(balances: &[u64]) -> Self {
        let mut stripes = vec![HashMap::new(); STRIPES];
        for (account, &balance) in balances.iter().enumerate() {
            stripes[account % STRIPES].insert(account, balance);
        }
        Self {
            stripes: stripes.into_iter().map(Mutex::new).collect(),
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
        let (one, other) = (from % STRIPES, to % STRIPES);
        let mut first = self.stripes[one.min(other)].lock().await;
        let mut second = self.stripes[one.max(other)].lock().await;
        let (source, target) = match one < other {
            true => (&mut *first, &mut *second),
            false => (&mut *second, &mut *first),
        };
        let held = source[&from];
        if held < amount {
            return Err(InsufficientFunds);
        }
        source.insert(from, held - amount);
        *target.entry(to).or_default() += amount;
        Ok(())
    }

    /// What an account holds now.
    pub async fn balance(&self, account: usize) -> u64 {
        self.stripes[account % STRIPES].lock().await[&account]
    }

    /// What all accounts hold together, at one moment.
    pub async fn total(&self) -> u64 {
        let mut held = Vec::new();
        for stripe in &self.stripes {
            held.push(stripe.lock().await);
        }
        held.iter().flat_map(|stripe| stripe.values()).sum()
    }
}
