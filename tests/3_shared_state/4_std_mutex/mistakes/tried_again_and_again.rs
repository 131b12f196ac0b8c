//! Fails: all_are_served = never_finishes
//! Fails: each_seat_is_sold_once = never_finishes
//! Fails: not_sold_beside_others = never_finishes
//!
//! Who does not get the std lock tries again at the next turn, and the clock never gets one.
use services::{AuditLog, SaveError};
use std::sync::Mutex;
use tokio::task::yield_now;

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
        let mut free = loop {
            if let Ok(free) = self.free.try_lock() {
                break free;
            }
            yield_now().await;
        };
        let seat = free.last().copied().ok_or(NotSold::SoldOut)?;
        let saved = self.audit.save(format!("sold a seat to {buyer}")).await;
        saved.map_err(NotSold::NotSaved)?;
        free.pop();
        Ok(seat)
    }
}
