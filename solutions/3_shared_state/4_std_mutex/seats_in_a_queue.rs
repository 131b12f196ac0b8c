//! A box office: sells the seats for one evening.
use services::{AuditLog, SaveError};
use tokio::sync::{Mutex, mpsc};

/// A box office. Seats are numbered from 1.
pub struct BoxOffice {
    audit: AuditLog,
    seats: Mutex<mpsc::UnboundedReceiver<u32>>,
    back: mpsc::UnboundedSender<u32>,
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
        let (back, free) = mpsc::unbounded_channel();
        for seat in 1..=seats {
            back.send(seat).expect("the receiver is there");
        }
        Self {
            audit,
            seats: Mutex::new(free),
            back,
        }
    }

    /// Sells a seat, and tells its number.
    ///
    /// # Errors
    /// If no seat is free, or if the sale cannot be written down; no seat is sold then.
    pub async fn sell(&self, buyer: &str) -> Result<u32, NotSold> {
        let mut seats = self.seats.lock().await;
        let seat = seats.try_recv().map_err(|_| NotSold::SoldOut)?;
        let seat = Unsold {
            seat: Some(seat),
            back: &self.back,
        };
        let saved = self.audit.save(format!("sold a seat to {buyer}")).await;
        saved.map_err(NotSold::NotSaved)?;
        Ok(seat.sold())
    }
}

/// A seat that goes back when its sale is given up.
struct Unsold<'a> {
    seat: Option<u32>,
    back: &'a mpsc::UnboundedSender<u32>,
}

impl Unsold<'_> {
    fn sold(mut self) -> u32 {
        self.seat.take().expect("it is taken once")
    }
}

impl Drop for Unsold<'_> {
    fn drop(&mut self) {
        if let Some(seat) = self.seat.take() {
            self.back.send(seat).ok();
        }
    }
}
