//! Fails: the_total_is_the_sum = wrong_result
//!
//! Each adds to the total that it saw before its receipt was read.
use futures::{StreamExt, stream};
use services::{ReceiptReader, Unreadable};
use std::cell::Cell;

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
    let total = Cell::new(0);
    let amounts = stream::iter(receipts)
        .map(async |&receipt| {
            let before = total.get();
            let amount = reader.read(receipt).await;
            total.set(before + amount.as_ref().unwrap_or(&0));
            amount
        })
        .buffered(10)
        .collect()
        .await;
    Batch {
        amounts,
        total: total.get(),
    }
}
