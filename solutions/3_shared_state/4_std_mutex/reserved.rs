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
        let reserved = self.reserve().ok_or(NotSold::SoldOut)?;
        let saved = self.audit.save(format!("sold a seat to {buyer}")).await;
        saved.map_err(NotSold::NotSaved)?;
        reserved.sold().ok_or(NotSold::SoldOut)
    }

    /// Takes a free seat out of the list. The list is locked for this moment only.
    fn reserve(&self) -> Option<Reserved<'_>> {
        let seat = Some(self.free().pop()?);
        Some(Reserved { office: self, seat })
    }

    fn free(&self) -> MutexGuard<'_, Vec<u32>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A seat in the hands of one buyer. Dropped before it is sold, it is free again.
struct Reserved<'a> {
    office: &'a BoxOffice,
    seat: Option<u32>,
}

impl Reserved<'_> {
    fn sold(mut self) -> Option<u32> {
        self.seat.take()
    }
}

impl Drop for Reserved<'_> {
    fn drop(&mut self) {
        self.office.free().extend(self.seat);
    }
}
