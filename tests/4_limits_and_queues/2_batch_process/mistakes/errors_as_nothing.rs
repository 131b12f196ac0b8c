//! Fails: errors_stay_with_their_receipts = swallowed_error
//!
//! A receipt that cannot be read counts as one of no cents.
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
    let amounts: Vec<u64> = stream::iter(receipts)
        .map(async |&receipt| reader.read(receipt).await.unwrap_or_default())
        .buffered(10)
        .collect()
        .await;
    Batch {
        total: amounts.iter().sum(),
        amounts: amounts.into_iter().map(Ok).collect(),
    }
}
