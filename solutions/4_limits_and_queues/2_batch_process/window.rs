//! The expenses of a day: reads a batch of scanned receipts and adds them up.
use futures::stream::{FuturesUnordered, StreamExt};
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
    let mut amounts: Vec<_> = receipts.iter().map(|_| None).collect();
    let mut total = 0;
    let read = async |(place, &receipt): (usize, &u32)| (place, reader.read(receipt).await);
    let mut left = receipts.iter().enumerate();
    let mut window: FuturesUnordered<_> = left.by_ref().take(10).map(read).collect();
    while let Some((place, amount)) = window.next().await {
        window.extend(left.next().map(read));
        total += amount.clone().unwrap_or_default();
        amounts[place] = Some(amount);
    }
    Batch {
        amounts: amounts.into_iter().flatten().collect(),
        total,
    }
}
