//! The packing room: orders come from the shop and are packed at tables.
use services::{Order, OrderFeed, PackingTable, TableBroken};
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc};

/// The orders that no table has begun with.
type Queue = Mutex<mpsc::UnboundedReceiver<Order>>;

/// Packs all orders of the feed. Tells for each table how many orders it packed, or how it broke down.
pub async fn pack_all(
    feed: OrderFeed,
    tables: Vec<PackingTable>,
) -> Vec<Result<usize, TableBroken>> {
    let (orders, queue) = mpsc::unbounded_channel();
    let queue = Arc::new(Mutex::new(queue));
    let producer = tokio::spawn(async move {
        loop {
            let order = tokio::select! {
                () = orders.closed() => break,
                order = feed.next() => order,
            };
            let Some(order) = order else {
                break;
            };
            // Fails only if all tables have broken down in this moment.
            let _ = orders.send(order);
        }
    });
    let mut packers = Vec::new();
    for table in tables {
        packers.push(tokio::spawn(pack(table, Arc::clone(&queue))));
    }
    drop(queue);
    producer.await.expect("the producer does not panic");
    let mut results = Vec::new();
    for packer in packers {
        results.push(packer.await.expect("a packer does not panic"));
    }
    results
}

/// Packs orders at one table until there are no more or the table breaks down.
async fn pack(table: PackingTable, queue: Arc<Queue>) -> Result<usize, TableBroken> {
    let mut packed = 0;
    while let Some(order) = next(&queue).await {
        table.pack(order).await?;
        packed += 1;
    }
    Ok(packed)
}

async fn next(queue: &Queue) -> Option<Order> {
    queue.lock().await.recv().await
}
