//! A box office: sells the seats for one evening.
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

/// The list of free seats, in the hands of one seller.
struct FreeSeats<'a>(MutexGuard<'a, Vec<u32>>);

impl FreeSeats<'_> {
    fn next(&self) -> Option<u32> {
        self.0.last().copied()
    }

    fn strike_out(&mut self, seat: u32) {
        self.0.retain(|free| *free != seat);
    }
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
        let mut free = self.free();
        let seat = free.next().ok_or(NotSold::SoldOut)?;
        let saved = self.audit.save(format!("sold a seat to {buyer}")).await;
        saved.map_err(NotSold::NotSaved)?;
        free.strike_out(seat);
        Ok(seat)
    }

    fn free(&self) -> FreeSeats<'_> {
        FreeSeats(self.free.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
