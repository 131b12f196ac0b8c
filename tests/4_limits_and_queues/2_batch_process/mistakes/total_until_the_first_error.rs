//! Fails: the_total_is_the_sum = wrong_result
//!
//! The sum ends at the first receipt that cannot be read.
use futures::{StreamExt, stream};
use services::{ReceiptReader, Unreadable};

/// What became of a batch.
#[derive(Debug)]
pub struct Batch {
    pub amounts: Vec<Result<u64, Unreadable>>,
    pub total: u64,
}

/// Reads a batch of receipts.
pub async fn read_batch(reader: &ReceiptReader, receipts: &[u32]) -> Batch {
    let amounts: Vec<_> = stream::iter(receipts)
        .map(|&receipt| reader.read(receipt))
        .buffered(10)
        .collect()
        .await;
    let total = amounts
        .iter()
        .map_while(|amount| amount.as_ref().ok())
        .sum();
    Batch { amounts, total }
}
