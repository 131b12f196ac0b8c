//! The expenses of a day: reads a batch of scanned receipts and adds them up.
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
    let mut batch = Batch {
        amounts: Vec::with_capacity(receipts.len()),
        total: 0,
    };
    for ten in receipts.chunks(10) {
        for amount in join_all(ten.iter().map(|&receipt| reader.read(receipt))).await {
            if let Ok(cents) = amount {
                batch.total += cents;
            }
            batch.amounts.push(amount);
        }
    }
    batch
}
