//! Fails: errors_stay_with_their_receipts = wrong_order
//!
//! First all amounts and then all errors, so no error is with its receipt.
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
    let read: Vec<_> = stream::iter(receipts)
        .map(|&receipt| reader.read(receipt))
        .buffered(10)
        .collect()
        .await;
    let (mut amounts, errors): (Vec<_>, Vec<_>) = read.into_iter().partition(Result::is_ok);
    let total = amounts.iter().flatten().sum();
    amounts.extend(errors);
    Batch { amounts, total }
}
