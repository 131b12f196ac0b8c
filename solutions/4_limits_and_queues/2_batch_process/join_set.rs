//! The expenses of a day: reads a batch of scanned receipts and adds them up.
use services::{ReceiptReader, Unreadable};
use std::collections::BTreeMap;
use tokio::task::JoinSet;

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
    let mut amounts = BTreeMap::new();
    let mut requests = JoinSet::new();
    for (place, &receipt) in receipts.iter().enumerate() {
        if requests.len() == 10 {
            let ended = requests.join_next().await.expect("ten are on their way");
            let (place, amount) = ended.expect("a request does not panic");
            amounts.insert(place, amount);
        }
        let request = reader.read(receipt);
        requests.spawn(async move { (place, request.await) });
    }
    for (place, amount) in requests.join_all().await {
        amounts.insert(place, amount);
    }
    let amounts: Vec<_> = amounts.into_values().collect();
    let total = amounts.iter().flatten().sum();
    Batch { amounts, total }
}
