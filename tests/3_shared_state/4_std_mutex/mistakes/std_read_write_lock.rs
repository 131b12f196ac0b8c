//! Fails: all_are_served = deadlock
//! Fails: each_seat_is_sold_once = deadlock
//! Fails: not_sold_beside_others = deadlock
//!
//! Another std lock; its guard lives across the await as well.
use services::{AuditLog, SaveError};
use std::sync::{PoisonError, RwLock};

/// A box office. Seats are numbered from 1.
pub struct BoxOffice {
    audit: AuditLog,
    free: RwLock<Vec<u32>>,
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
        let free = RwLock::new((1..=seats).rev().collect());
        Self { audit, free }
    }

    /// Sells a seat, and tells its number.
    ///
    /// # Errors
    /// If no seat is free, or if the sale cannot be written down; no seat is sold then.
    pub async fn sell(&self, buyer: &str) -> Result<u32, NotSold> {
        let mut free = self.free.write().unwrap_or_else(PoisonError::into_inner);
        let seat = free.last().copied().ok_or(NotSold::SoldOut)?;
        let saved = self.audit.save(format!("sold a seat to {buyer}")).await;
        saved.map_err(NotSold::NotSaved)?;
        free.pop();
        Ok(seat)
    }
}
