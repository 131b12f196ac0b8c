//! The packing room: orders come from the shop and are packed at tables.
use services::{Order, OrderFeed, PackingTable, TableBroken};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::{
    sync::Notify,
    task::{JoinHandle, JoinSet},
};

/// The orders that no table has begun with.
#[derive(Default)]
struct Queue {
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Default)]
struct State {
    orders: VecDeque<Order>,
    closed: bool,
}

impl Queue {
    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.changed.notify_waiters();
    }

    async fn next(&self) -> Option<Order> {
        loop {
            // Listens before it looks, so that no change is missed.
            let changed = self.changed.notified();
            {
                let mut state = self.state();
                if let Some(order) = state.orders.pop_front() {
                    return Some(order);
                }
                if state.closed {
                    return None;
                }
            }
            changed.await;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Packs all orders of the feed. Tells for each table how many orders it packed, or how it broke down.
pub async fn pack_all(
    feed: OrderFeed,
    tables: Vec<PackingTable>,
) -> Vec<Result<usize, TableBroken>> {
    let queue = Arc::new(Queue::default());
    let count = tables.len();
    let mut packers = JoinSet::new();
    for (place, table) in tables.into_iter().enumerate() {
        let queue = Arc::clone(&queue);
        packers.spawn(async move { (place, pack(table, &queue).await) });
    }
    let producer: JoinHandle<()> = tokio::spawn({
        let queue = Arc::clone(&queue);
        async move {
            while let Some(order) = feed.next().await {
                queue.change(|state| state.orders.push_back(order));
            }
            queue.change(|state| state.closed = true);
        }
    });
    let mut results = vec![Ok(0); count];
    while let Some(stopped) = packers.join_next().await {
        let (place, result) = stopped.expect("a packer does not panic");
        results[place] = result;
    }
    // No table is left: either all is packed, or all are broken.
    producer.abort();
    let _ = producer.await;
    results
}

async fn pack(table: PackingTable, queue: &Queue) -> Result<usize, TableBroken> {
    let mut packed = 0;
    while let Some(order) = queue.next().await {
        table.pack(order).await?;
        packed += 1;
    }
    Ok(packed)
}
