//! The packing room: orders come from the shop and are packed at tables.
use services::{Order, OrderFeed, PackingTable, TableBroken};
use tokio::sync::{mpsc, oneshot};

/// A table that is free leaves here where it wants its next order.
type FreeTable = oneshot::Sender<Order>;

/// Packs all orders of the feed. Tells for each table how many orders it packed, or how it broke down.
pub async fn pack_all(
    feed: OrderFeed,
    tables: Vec<PackingTable>,
) -> Vec<Result<usize, TableBroken>> {
    let (free, mut free_tables) = mpsc::channel(1);
    let mut packers = Vec::new();
    for table in tables {
        packers.push(tokio::spawn(pack(table, free.clone())));
    }
    drop(free);
    while let Some(order) = feed.next().await {
        let Some(table) = free_tables.recv().await else {
            break;
        };
        table.send(order).expect("a table that asked waits");
    }
    drop(free_tables);
    let mut results = Vec::new();
    for packer in packers {
        results.push(packer.await.expect("a packer does not panic"));
    }
    results
}

/// Packs orders at one table until there are no more or the table breaks down.
async fn pack(table: PackingTable, free: mpsc::Sender<FreeTable>) -> Result<usize, TableBroken> {
    let mut packed = 0;
    loop {
        let (sender, order) = oneshot::channel();
        if free.send(sender).await.is_err() {
            return Ok(packed);
        }
        let Ok(order) = order.await else {
            return Ok(packed);
        };
        table.pack(order).await?;
        packed += 1;
    }
}
