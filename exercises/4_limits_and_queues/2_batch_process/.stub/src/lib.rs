//! The expenses of a day: reads a batch of scanned receipts and adds them up.
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
    for &receipt in receipts {
        let amount = reader.read(receipt).await;
        total += amount.as_ref().unwrap_or(&0);
        amounts.push(amount);
    }
    Batch { amounts, total }
}
