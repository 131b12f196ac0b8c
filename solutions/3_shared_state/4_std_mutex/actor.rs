//! A box office: sells the seats for one evening.
use services::{AuditLog, SaveError};
use tokio::sync::{mpsc, oneshot};

/// A box office. Seats are numbered from 1.
pub struct BoxOffice {
    counter: mpsc::Sender<Request>,
}

/// Who wants a seat, and where the answer goes.
struct Request {
    buyer: String,
    answer: oneshot::Sender<Result<u32, NotSold>>,
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
        let (counter, requests) = mpsc::channel(16);
        tokio::spawn(serve(audit, seats, requests));
        Self { counter }
    }

    /// Sells a seat, and tells its number.
    ///
    /// # Errors
    /// If no seat is free, or if the sale cannot be written down; no seat is sold then.
    pub async fn sell(&self, buyer: &str) -> Result<u32, NotSold> {
        let (answer, answered) = oneshot::channel();
        let buyer = buyer.to_owned();
        let sent = self.counter.send(Request { buyer, answer }).await;
        assert!(sent.is_ok(), "the counter is open as long as the office");
        answered.await.expect("the counter answers everybody")
    }
}

/// Sells one seat after another; ends when the office is dropped.
async fn serve(audit: AuditLog, seats: u32, mut requests: mpsc::Receiver<Request>) {
    let mut free = 1..=seats;
    while let Some(Request { buyer, answer }) = requests.recv().await {
        let sale = match free.clone().next() {
            None => Err(NotSold::SoldOut),
            Some(seat) => {
                let saved = audit.save(format!("sold a seat to {buyer}")).await;
                saved.map(|()| seat).map_err(NotSold::NotSaved)
            }
        };
        if sale.is_ok() {
            free.next();
        }
        // The buyer may have left. The sale is in the log, so it stands.
        let _ = answer.send(sale);
    }
}
