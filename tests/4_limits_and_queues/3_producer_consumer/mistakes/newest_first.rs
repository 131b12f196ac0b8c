//! Fails: every_order_in_its_order = wrong_order
//!
//! The orders lie on a pile, and the newest is on top.
use services::{Order, OrderFeed, PackingTable, TableBroken};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// The orders that no table has begun with, and a permit for each.
struct Pile {
    orders: Mutex<Vec<Order>>,
    lying: Semaphore,
}

/// Packs all orders of the feed. Tells for each table how many orders it packed, or how it broke down.
pub async fn pack_all(
    feed: OrderFeed,
    tables: Vec<PackingTable>,
) -> Vec<Result<usize, TableBroken>> {
    let pile = Arc::new(Pile {
        orders: Mutex::default(),
        lying: Semaphore::new(0),
    });
    let mut packers = Vec::new();
    for table in tables {
        packers.push(tokio::spawn(pack(table, Arc::clone(&pile))));
    }
    while let Some(order) = feed.next().await {
        if packers.iter().all(|packer| packer.is_finished()) {
            break;
        }
        let mut orders = pile.orders.lock().unwrap_or_else(PoisonError::into_inner);
        orders.push(order);
        drop(orders);
        pile.lying.add_permits(1);
    }
    // A permit for each packer, and no order to it.
    pile.lying.add_permits(packers.len());
    let mut results = Vec::new();
    for packer in packers {
        results.push(packer.await.expect("a packer does not panic"));
    }
    results
}

async fn pack(table: PackingTable, pile: Arc<Pile>) -> Result<usize, TableBroken> {
    let mut packed = 0;
    while let Some(order) = next(&pile).await {
        table.pack(order).await?;
        packed += 1;
    }
    Ok(packed)
}

async fn next(pile: &Pile) -> Option<Order> {
    pile.lying.acquire().await.ok()?.forget();
    let mut orders = pile.orders.lock().unwrap_or_else(PoisonError::into_inner);
    orders.pop()
}
