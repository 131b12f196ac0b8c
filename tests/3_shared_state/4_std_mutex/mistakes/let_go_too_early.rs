//! Fails: all_are_served = lost_update
//! Fails: each_seat_is_sold_once = lost_update
//! Fails: not_sold_beside_others = lost_update
//!
//! The list is unlocked while the log works, so two buyers find the same seat free.
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
        let next = self.free().last().copied();
        let seat = next.ok_or(NotSold::SoldOut)?;
        let saved = self.audit.save(format!("sold a seat to {buyer}")).await;
        saved.map_err(NotSold::NotSaved)?;
        self.free().retain(|free| *free != seat);
        Ok(seat)
    }

    fn free(&self) -> MutexGuard<'_, Vec<u32>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
