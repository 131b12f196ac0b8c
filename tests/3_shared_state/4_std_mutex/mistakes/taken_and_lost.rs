//! Fails: not_saved_not_sold = wrong_result
//! Fails: not_sold_beside_others = wrong_result
//! Fails: sold_or_not_sold = cancel_unsafe
//!
//! The seat is taken from the list first, and nobody puts it back.
use services::{AuditLog, SaveError};
use std::sync::{Mutex, MutexGuard, PoisonError};

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
        let seat = self.free().pop().ok_or(NotSold::SoldOut)?;
        let saved = self.audit.save(format!("sold a seat to {buyer}")).await;
        saved.map_err(NotSold::NotSaved)?;
        Ok(seat)
    }

    fn free(&self) -> MutexGuard<'_, Vec<u32>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
