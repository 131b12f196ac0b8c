//! The expenses of a day: reads a batch of scanned receipts and adds them up.
use futures::{StreamExt, stream};
use services::{ReceiptReader, Unreadable};

/// The service refuses customers who send more at a time.
const AT_A_TIME: usize = 10;

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
        .buffered(AT_A_TIME)
        .collect()
        .await;
    let total = amounts.iter().flatten().sum();
    Batch { amounts, total }
}
