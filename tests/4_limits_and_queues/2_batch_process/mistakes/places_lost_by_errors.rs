//! Fails: a_second_and_a_half = over_serialised
//! Fails: ten_at_a_time = deadlock
//! Fails: errors_stay_with_their_receipts = deadlock
//!
//! A receipt that cannot be read does not give its place back.
use futures::future::join_all;
use services::{ReceiptReader, Unreadable};
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
    let places = Semaphore::new(10);
    let places = &places;
    let amounts: Vec<Result<u64, Unreadable>> = join_all(receipts.iter().map(async |&receipt| {
        places.acquire().await.expect("never closed").forget();
        let cents = reader.read(receipt).await?;
        places.add_permits(1);
        Ok(cents)
    }))
    .await;
    let total = amounts.iter().flatten().sum();
    Batch { amounts, total }
}
