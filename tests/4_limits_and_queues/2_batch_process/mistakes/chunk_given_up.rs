//! Fails: errors_stay_with_their_receipts = cancelled_siblings
//! Fails: the_total_is_the_sum = wrong_result
//!
//! One receipt that cannot be read spoils the ten of its chunk.
use futures::future::try_join_all;
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
        match try_join_all(ten.iter().map(|&receipt| reader.read(receipt))).await {
            Ok(amounts) => {
                batch.total += amounts.iter().sum::<u64>();
                batch.amounts.extend(amounts.into_iter().map(Ok));
            }
            Err(error) => batch.amounts.extend(ten.iter().map(|_| Err(error.clone()))),
        }
    }
    batch
}
