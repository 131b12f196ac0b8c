//! Fails: a_second_and_a_half = wrong_result
//! Fails: errors_stay_with_their_receipts = cancelled_siblings
//! Fails: the_total_is_the_sum = wrong_result
//! Fails: each_receipt_once = wrong_result
//!
//! The batch ends with the first receipt that cannot be read.
use futures::{StreamExt, TryStreamExt, stream};
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
    let read: Result<Vec<u64>, Unreadable> = stream::iter(receipts)
        .map(|&receipt| reader.read(receipt))
        .buffered(10)
        .try_collect()
        .await;
    match read {
        Ok(amounts) => Batch {
            total: amounts.iter().sum(),
            amounts: amounts.into_iter().map(Ok).collect(),
        },
        Err(error) => Batch {
            total: 0,
            amounts: vec![Err(error)],
        },
    }
}
