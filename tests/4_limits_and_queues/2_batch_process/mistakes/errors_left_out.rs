//! Fails: errors_stay_with_their_receipts = swallowed_error
//! Fails: each_receipt_once = wrong_result
//!
//! Receipts that cannot be read are left out of the batch.
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
        .map(|&receipt| reader.read(receipt))
        .buffered(10)
        .filter(|amount| std::future::ready(amount.is_ok()))
        .collect()
        .await;
    let total = amounts.iter().flatten().sum();
    Batch { amounts, total }
}
