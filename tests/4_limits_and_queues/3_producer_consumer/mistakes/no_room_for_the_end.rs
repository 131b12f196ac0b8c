//! Fails: tables_work_at_the_same_time = deadlock
//!
//! There is an end for each table, but a full queue takes none.
use services::{Order, OrderFeed, PackingTable, TableBroken};
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc};

type Queue = Mutex<mpsc::Receiver<Option<Order>>>;

/// Packs all orders of the feed. Tells for each table how many orders it packed, or how it broke down.
pub async fn pack_all(
    feed: OrderFeed,
    tables: Vec<PackingTable>,
) -> Vec<Result<usize, TableBroken>> {
    let (orders, queue) = mpsc::channel(64);
    let queue = Arc::new(Mutex::new(queue));
    let mut packers = Vec::new();
    for table in tables {
        packers.push(tokio::spawn(pack(table, Arc::clone(&queue))));
    }
    drop(queue);
    while let Some(order) = feed.next().await {
        if orders.send(Some(order)).await.is_err() {
            break;
        }
    }
    for _ in &packers {
        // A table that is broken needs no end.
        let _ = orders.try_send(None);
    }
    let mut results = Vec::new();
    for packer in packers {
        results.push(packer.await.expect("a packer does not panic"));
    }
    results
}

async fn pack(table: PackingTable, queue: Arc<Queue>) -> Result<usize, TableBroken> {
    let mut packed = 0;
    while let Some(order) = next(&queue).await {
        table.pack(order).await?;
        packed += 1;
    }
    Ok(packed)
}

async fn next(queue: &Queue) -> Option<Order> {
    queue.lock().await.recv().await.flatten()
}
