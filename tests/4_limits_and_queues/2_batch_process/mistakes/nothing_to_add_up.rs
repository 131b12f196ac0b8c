//! Fails: the_total_is_the_sum = panicked
//!
//! A batch that is not empty is taken to have an amount.
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
    if receipts.is_empty() {
        return Batch {
            amounts: Vec::new(),
            total: 0,
        };
    }
    let amounts: Vec<_> = stream::iter(receipts)
        .map(|&receipt| reader.read(receipt))
        .buffered(10)
        .collect()
        .await;
    let total = amounts
        .iter()
        .flatten()
        .copied()
        .reduce(|sum, cents| sum + cents)
        .expect("the batch is not empty");
    Batch { amounts, total }
}
