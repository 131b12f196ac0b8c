//! The expenses of a day: reads a batch of scanned receipts and adds them up.
use services::{ReceiptReader, Unreadable};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::mpsc;

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
    let next = Arc::new(AtomicUsize::new(0));
    let (amount, mut read) = mpsc::channel(1);
    for _ in 0..10 {
        let (reader, receipts) = (reader.clone(), receipts.to_vec());
        let (next, amount) = (Arc::clone(&next), amount.clone());
        tokio::spawn(async move {
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(&receipt) = receipts.get(place) else {
                    return;
                };
                // Whoever asked may have left.
                let _ = amount.send((place, reader.read(receipt).await)).await;
            }
        });
    }
    drop(amount);
    let mut amounts = Vec::with_capacity(receipts.len());
    let mut total = 0;
    while let Some((place, amount)) = read.recv().await {
        total += amount.as_ref().unwrap_or(&0);
        amounts.push((place, amount));
    }
    amounts.sort_by_key(|(place, _)| *place);
    let amounts = amounts.into_iter().map(|(_, amount)| amount).collect();
    Batch { amounts, total }
}
