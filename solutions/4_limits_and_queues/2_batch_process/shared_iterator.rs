//! The expenses of a day: reads a batch of scanned receipts and adds them up.
use futures::future::join_all;
use services::{ReceiptReader, Unreadable};
use std::cell::{Cell, RefCell};

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
    let todo = RefCell::new(receipts.iter().enumerate());
    let amounts: Vec<_> = receipts.iter().map(|_| RefCell::new(None)).collect();
    let total = Cell::new(0);
    let (todo_of_all, amounts_of_all, total_of_all) = (&todo, &amounts, &total);
    join_all((0..10).map(async |_| {
        while let Some((place, &receipt)) = next(todo_of_all) {
            let amount = reader.read(receipt).await;
            total_of_all.set(total_of_all.get() + amount.as_ref().unwrap_or(&0));
            amounts_of_all[place].replace(Some(amount));
        }
    }))
    .await;
    let total = total.get();
    Batch {
        amounts: amounts
            .into_iter()
            .filter_map(RefCell::into_inner)
            .collect(),
        total,
    }
}

fn next<T>(items: &RefCell<impl Iterator<Item = T>>) -> Option<T> {
    items.borrow_mut().next()
}
