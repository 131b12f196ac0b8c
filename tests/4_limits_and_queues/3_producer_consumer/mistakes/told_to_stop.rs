//! Fails: several_tables_end = lost_item
//! Fails: five_and_a_half_seconds = lost_item
//! Fails: every_order_in_its_order = lost_item
//! Fails: tables_work_at_the_same_time = lost_item
//! Fails: the_other_table_packs_the_rest = lost_item
//!
//! At the end of the feed the packers are told to stop, whatever is still in the queue.
use services::{Order, OrderFeed, PackingTable, TableBroken};
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc, watch};

/// The orders that no table has begun with.
type Queue = Mutex<mpsc::Receiver<Order>>;

/// Packs all orders of the feed. Tells for each table how many orders it packed, or how it broke down.
pub async fn pack_all(
    feed: OrderFeed,
    tables: Vec<PackingTable>,
) -> Vec<Result<usize, TableBroken>> {
    let (orders, queue) = mpsc::channel(4);
    let queue = Arc::new(Mutex::new(queue));
    let (stop, stopped) = watch::channel(false);
    let mut packers = Vec::new();
    for table in tables {
        let packer = pack(table, Arc::clone(&queue), stopped.clone());
        packers.push(tokio::spawn(packer));
    }
    // From here on only the packers have the queue: when they have all stopped, nobody receives.
    drop(queue);
    while let Some(order) = feed.next().await {
        if orders.send(order).await.is_err() {
            break;
        }
    }
    stop.send_replace(true);
    let mut results = Vec::new();
    for packer in packers {
        results.push(packer.await.expect("a packer does not panic"));
    }
    results
}

async fn pack(
    table: PackingTable,
    queue: Arc<Queue>,
    mut stopped: watch::Receiver<bool>,
) -> Result<usize, TableBroken> {
    let mut packed = 0;
    loop {
        let order = tokio::select! {
            biased;
            _ = stopped.wait_for(|stopped| *stopped) => return Ok(packed),
            order = next(&queue) => order,
        };
        let Some(order) = order else {
            return Ok(packed);
        };
        table.pack(order).await?;
        packed += 1;
    }
}

async fn next(queue: &Queue) -> Option<Order> {
    queue.lock().await.recv().await
}
