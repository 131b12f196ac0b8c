//! A box office: sells the seats for one evening.
use services::{AuditLog, SaveError};
use std::sync::Arc;
use tokio::sync::Mutex;

/// A box office. Seats are numbered from 1.
pub struct BoxOffice {
    audit: AuditLog,
    free: Arc<Mutex<Vec<u32>>>,
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
        let free = Arc::new(Mutex::new((1..=seats).rev().collect()));
        Self { audit, free }
    }

    /// Sells a seat, and tells its number.
    ///
    /// # Errors
    /// If no seat is free, or if the sale cannot be written down; no seat is sold then.
    pub async fn sell(&self, buyer: &str) -> Result<u32, NotSold> {
        let (audit, free) = (self.audit.clone(), Arc::clone(&self.free));
        let record = format!("sold a seat to {buyer}");
        // The task ends the sale even if the buyer leaves.
        let sale = tokio::spawn(async move {
            let mut free = free.lock_owned().await;
            let seat = free.pop().ok_or(NotSold::SoldOut)?;
            if let Err(error) = audit.save(record).await {
                free.push(seat);
                return Err(NotSold::NotSaved(error));
            }
            Ok(seat)
        });
        sale.await.expect("selling a seat does not panic")
    }
}
