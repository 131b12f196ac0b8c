//! Fails: not_saved_not_sold = swallowed_error
//! Fails: not_sold_beside_others = swallowed_error
//!
//! The answer of the log is thrown away.
use services::{AuditLog, SaveError};
use tokio::sync::Mutex;

/// A box office. Seats are numbered from 1.
pub struct BoxOffice {
    audit: AuditLog,
    free: Mutex<Vec<u32>>,
}

/// Why a seat was not sold.
#[derive(Debug)]
pub enum NotSold {
    /// Every seat is sold.
    SoldOut,
    /// The sale could not be written down.
    NotSaved(SaveError),
}

impl BoxOffice {
    /// A box office with so many seats. Every sale is written down in the log.
    pub fn new(audit: AuditLog, seats: u32) -> Self {
        let free = Mutex::new((1..=seats).rev().collect());
        Self { audit, free }
    }

    /// Sells a seat, and tells its number.
    ///
    /// # Errors
    /// If no seat is free, or if the sale cannot be written down; no seat is sold then.
    pub async fn sell(&self, buyer: &str) -> Result<u32, NotSold> {
        let mut free = self.free.lock().await;
        let seat = free.last().copied().ok_or(NotSold::SoldOut)?;
        let _ = self.audit.save(format!("sold a seat to {buyer}")).await;
        free.pop();
        Ok(seat)
    }
}
