//! Fails: several_tables_end = leaked_task
//!
//! A task waits for the last table to break down, and goes on waiting when none does.
use services::{Order, OrderFeed, PackingTable, TableBroken};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::{Mutex, Notify, mpsc};

type Queue = Mutex<mpsc::UnboundedReceiver<Order>>;

/// Packs all orders of the feed. Tells for each table how many orders it packed, or how it broke down.
pub async fn pack_all(
    feed: OrderFeed,
    tables: Vec<PackingTable>,
) -> Vec<Result<usize, TableBroken>> {
    let (orders, queue) = mpsc::unbounded_channel();
    let queue = Arc::new(Mutex::new(queue));
    let working = Arc::new(AtomicUsize::new(tables.len()));
    let all_broken = Arc::new(Notify::new());
    let nobody_works = tables.is_empty();
    let mut packers = Vec::new();
    for table in tables {
        let (queue, working) = (Arc::clone(&queue), Arc::clone(&working));
        let all_broken = Arc::clone(&all_broken);
        packers.push(tokio::spawn(async move {
            let packed = pack(table, queue).await;
            if packed.is_err() && working.fetch_sub(1, Ordering::SeqCst) == 1 {
                all_broken.notify_one();
            }
            packed
        }));
    }
    drop(queue);
    if nobody_works {
        return Vec::new();
    }
    let taking = tokio::spawn(async move {
        while let Some(order) = feed.next().await {
            if orders.send(order).is_err() {
                break;
            }
        }
    });
    let stop = taking.abort_handle();
    tokio::spawn(async move {
        all_broken.notified().await;
        stop.abort();
    });
    let _ = taking.await;
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
    queue.lock().await.recv().await
}
