//! Fails: each_seat_is_sold_once = wrong_result
//!
//! Whether a seat is free is asked before the sale is saved, and the seat is taken after it.
use services::{AuditLog, SaveError};
use std::sync::{Mutex, PoisonError};

/// A box office. Seats are numbered from 1.
pub struct BoxOffice {
    audit: AuditLog,
    free: Mutex<Vec<u32>>,
}

/// Why a seat was not sold.
#[derive(Debug)]
pub enum NotSold {
    SoldOut,
    NotSaved(SaveError),
}

impl BoxOffice {
    /// A box office with so many seats. Every sale is written down in the log.
    pub fn new(audit: AuditLog, seats: u32) -> Self {
        Self {
            audit,
            free: Mutex::new((1..=seats).rev().collect()),
        }
    }

    /// Sells a seat, and tells its number.
    ///
    /// # Errors
    /// If no seat is free, or if the sale cannot be written down; no seat is sold then.
    pub async fn sell(&self, buyer: &str) -> Result<u32, NotSold> {
        let empty = self
            .free
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_empty();
        if empty {
            return Err(NotSold::SoldOut);
        }
        let saved = self.audit.save(format!("sold a seat to {buyer}")).await;
        saved.map_err(NotSold::NotSaved)?;
        let seat = self
            .free
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        seat.ok_or(NotSold::SoldOut)
    }
}
