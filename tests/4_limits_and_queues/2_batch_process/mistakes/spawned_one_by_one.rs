//! Fails: a_second_and_a_half = sequential
//! Fails: ten_at_a_time = wrong_limit
//!
//! Each receipt is read by a task, and the task is awaited before the next is spawned.
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
    for &receipt in receipts {
        let read = tokio::spawn(reader.read(receipt));
        amounts.push(read.await.expect("a request does not panic"));
    }
    let total = amounts.iter().flatten().sum();
    Batch { amounts, total }
}
