//! Fails: in_the_order_of_the_receipts = wrong_result
//! Fails: the_total_is_the_sum = wrong_result
//! Fails: each_receipt_once = wrong_result
//!
//! Only full tens are read: what is left over at the end is not.
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
    for ten in receipts.chunks_exact(10) {
        amounts.extend(join_all(ten.iter().map(|&receipt| reader.read(receipt))).await);
    }
    let total = amounts.iter().flatten().sum();
    Batch { amounts, total }
}
