//! Fails: the_total_is_the_sum = wrong_result
//!
//! Each chunk of ten puts its own sum in the place of the total.
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
    let mut total = 0;
    for ten in receipts.chunks(10) {
        let read = join_all(ten.iter().map(|&receipt| reader.read(receipt))).await;
        total = read.iter().flatten().sum();
        amounts.extend(read);
    }
    Batch { amounts, total }
}
