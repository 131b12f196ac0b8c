//! Fails: a_second_and_a_half = over_serialised
//! Fails: ten_at_a_time = wrong_limit
//!
//! Ten chunks, where chunks of ten were meant.
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
    let mut amounts = Vec::with_capacity(receipts.len());
    for chunk in receipts.chunks((receipts.len() / 10).max(1)) {
        amounts.extend(join_all(chunk.iter().map(|&receipt| reader.read(receipt))).await);
    }
    let total = amounts.iter().flatten().sum();
    Batch { amounts, total }
}
