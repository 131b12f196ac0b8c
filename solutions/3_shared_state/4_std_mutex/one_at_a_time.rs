//! A box office: sells the seats for one evening.
use services::{AuditLog, SaveError};
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::Semaphore;

/// A box office. Seats are numbered from 1.
pub struct BoxOffice {
    audit: AuditLog,
    turns: Semaphore,
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

impl BoxOffice {
    /// A box office with so many seats. Every sale is written down in the log.
    pub fn new(audit: AuditLog, seats: u32) -> Self {
        Self {
            audit,
            turns: Semaphore::new(1),
            seats,
            sold: AtomicU32::new(0),
        }
    }

    /// Sells a seat, and tells its number.
    ///
    /// # Errors
    /// If no seat is free, or if the sale cannot be written down; no seat is sold then.
    pub async fn sell(&self, buyer: &str) -> Result<u32, NotSold> {
        let _turn = self.turns.acquire().await.expect("it is never closed");
        // Only whoever has the turn reads or writes the number, so no step of it can be lost.
        let seat = self.sold.load(Ordering::SeqCst) + 1;
        if seat > self.seats {
            return Err(NotSold::SoldOut);
        }
        let saved = self.audit.save(format!("sold a seat to {buyer}")).await;
        saved.map_err(NotSold::NotSaved)?;
        self.sold.store(seat, Ordering::SeqCst);
        Ok(seat)
    }
}
