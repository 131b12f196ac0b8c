//! Fails: not_sold_beside_others = lost_update
//!
//! The seats sold are counted, and a sale that fails counts down, also when others have gone on meanwhile.
use services::{AuditLog, SaveError};
use std::sync::atomic::{AtomicU32, Ordering};

/// A box office. Seats are numbered from 1.
pub struct BoxOffice {
    audit: AuditLog,
    seats: u32,
    sold: AtomicU32,
}

/// Why a seat was not sold.
#[derive(Debug)]
pub enum NotSold {
    /// Every seat is sold.
    SoldOut,
    /// The sale could not be written down.
    NotSaved(SaveError),
}

/// Counts down when it is dropped.
struct TakenBack<'a>(&'a AtomicU32);

impl Drop for TakenBack<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl BoxOffice {
    /// A box office with so many seats. Every sale is written down in the log.
    pub fn new(audit: AuditLog, seats: u32) -> Self {
        Self {
            audit,
            seats,
            sold: AtomicU32::new(0),
        }
    }

    /// Sells a seat, and tells its number.
    ///
    /// # Errors
    /// If no seat is free, or if the sale cannot be written down; no seat is sold then.
    pub async fn sell(&self, buyer: &str) -> Result<u32, NotSold> {
        let more = |sold: u32| (sold < self.seats).then_some(sold + 1);
        let before = self
            .sold
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, more)
            .map_err(|_| NotSold::SoldOut)?;
        let unless_saved = TakenBack(&self.sold);
        let saved = self.audit.save(format!("sold a seat to {buyer}")).await;
        saved.map_err(NotSold::NotSaved)?;
        std::mem::forget(unless_saved);
        Ok(before + 1)
    }
}
