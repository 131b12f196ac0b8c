//! The expenses of a day: reads a batch of scanned receipts and adds them up.
use services::{ReceiptReader, Unreadable};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use tokio::sync::Semaphore;

/// What became of a batch.
#[derive(Debug)]
pub struct Batch {
    /// For each receipt its amount in cents, or why there is none, in the order of the receipts.
    pub amounts: Vec<Result<u64, Unreadable>>,
    /// All amounts that could be read, added up, in cents.
    pub total: u64,
}

/// Reads a batch of receipts.
pub async fn read_batch(reader: &ReceiptReader, receipts: &[u32]) -> Batch {
    let places = Arc::new(Semaphore::new(10));
    let total = Arc::new(AtomicU64::new(0));
    let requests: Vec<_> = receipts
        .iter()
        .map(|&receipt| {
            let (places, total) = (Arc::clone(&places), Arc::clone(&total));
            let request = reader.read(receipt);
            tokio::spawn(async move {
                let _place = places.acquire().await.expect("it is never closed");
                let amount = request.await;
                if let Ok(cents) = amount {
                    total.fetch_add(cents, Ordering::Relaxed);
                }
                amount
            })
        })
        .collect();
    let mut amounts = Vec::with_capacity(receipts.len());
    for request in requests {
        amounts.push(request.await.expect("a request does not panic"));
    }
    Batch {
        amounts,
        total: total.load(Ordering::Relaxed),
    }
}
