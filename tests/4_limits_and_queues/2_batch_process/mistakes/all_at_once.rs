//! Fails: a_second_and_a_half = over_limit
//! Fails: ten_at_a_time = over_limit
//!
//! As fast as can be: the service gets the whole batch at once.
use futures::future::join_all;
use services::{ReceiptReader, Unreadable};

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
    let amounts = join_all(receipts.iter().map(|&receipt| reader.read(receipt))).await;
    let total = amounts.iter().flatten().sum();
    Batch { amounts, total }
}
