//! Fails: a_second_and_a_half = over_serialised
//! Fails: each_receipt_once = duplicate_work
//!
//! A receipt that cannot be read is sent a second time.
use futures::{StreamExt, stream};
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
    let amounts: Vec<_> = stream::iter(receipts)
        .map(async |&receipt| match reader.read(receipt).await {
            Ok(cents) => Ok(cents),
            Err(_) => reader.read(receipt).await,
        })
        .buffered(10)
        .collect()
        .await;
    let total = amounts.iter().flatten().sum();
    Batch { amounts, total }
}
