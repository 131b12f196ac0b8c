//! The packing room: orders come from the shop and are packed at tables.
use futures::future::{join, join_all};
use services::{Order, OrderFeed, PackingTable, TableBroken};
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc};

/// The orders that no table has begun with.
type Queue = Mutex<mpsc::Receiver<Order>>;

/// Packs all orders of the feed. Tells for each table how many orders it packed, or how it broke down.
pub async fn pack_all(
    feed: OrderFeed,
    tables: Vec<PackingTable>,
) -> Vec<Result<usize, TableBroken>> {
    let (orders, queue) = mpsc::channel(1);
    let queue = Arc::new(Mutex::new(queue));
    let packers: Vec<_> = tables
        .into_iter()
        .map(|table| pack(table, Arc::clone(&queue)))
        .collect();
    drop(queue);
    let producer = async move {
        while let Some(order) = feed.next().await {
            if orders.send(order).await.is_err() {
                break;
            }
        }
    };
    join(producer, join_all(packers)).await.1
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
