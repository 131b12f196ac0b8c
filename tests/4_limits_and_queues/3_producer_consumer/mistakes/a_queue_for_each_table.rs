//! Fails: the_other_table_packs_the_rest = lost_item
//!
//! The orders are dealt out to the tables in turn; those of a broken table stay there.
use services::{Order, OrderFeed, PackingTable, TableBroken};
use tokio::sync::mpsc;

/// Packs all orders of the feed. Tells for each table how many orders it packed, or how it broke down.
pub async fn pack_all(
    feed: OrderFeed,
    tables: Vec<PackingTable>,
) -> Vec<Result<usize, TableBroken>> {
    let mut queues = Vec::new();
    let mut packers = Vec::new();
    for table in tables {
        let (orders, queue) = mpsc::channel(4);
        queues.push(orders);
        packers.push(tokio::spawn(pack(table, queue)));
    }
    let mut turn = 0;
    while let Some(order) = feed.next().await
        && !queues.is_empty()
    {
        turn = (turn + 1) % queues.len();
        if queues[turn].send(order).await.is_err() {
            queues.remove(turn);
        }
        if queues.is_empty() {
            break;
        }
    }
    drop(queues);
    let mut results = Vec::new();
    for packer in packers {
        results.push(packer.await.expect("a packer does not panic"));
    }
    results
}

async fn pack(table: PackingTable, mut queue: mpsc::Receiver<Order>) -> Result<usize, TableBroken> {
    let mut packed = 0;
    while let Some(order) = queue.recv().await {
        table.pack(order).await?;
        packed += 1;
    }
    Ok(packed)
}
