//! Fails: several_tables_end = deadlock
//! Fails: five_and_a_half_seconds = deadlock
//! Fails: every_order_in_its_order = deadlock
//! Fails: tables_work_at_the_same_time = deadlock
//! Fails: a_broken_table_ends_everything = lost_item
//! Fails: the_other_table_packs_the_rest = deadlock
//!
//! Only packers who wait at that moment hear of the end.
use services::{Order, OrderFeed, PackingTable, TableBroken};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;

struct Room {
    queue: Mutex<VecDeque<Order>>,
    came: Notify,
    end: Notify,
}

/// Packs all orders of the feed. Tells for each table how many orders it packed, or how it broke down.
pub async fn pack_all(
    feed: OrderFeed,
    tables: Vec<PackingTable>,
) -> Vec<Result<usize, TableBroken>> {
    let room = Arc::new(Room {
        queue: Mutex::default(),
        came: Notify::new(),
        end: Notify::new(),
    });
    let packers: Vec<_> = tables
        .into_iter()
        .map(|table| tokio::spawn(pack(table, Arc::clone(&room))))
        .collect();
    while let Some(order) = feed.next().await {
        room.queue.lock().unwrap().push_back(order);
        room.came.notify_one();
    }
    room.end.notify_waiters();
    let mut results = Vec::new();
    for packer in packers {
        results.push(packer.await.expect("no panic"));
    }
    results
}

async fn pack(table: PackingTable, room: Arc<Room>) -> Result<usize, TableBroken> {
    let mut packed = 0;
    loop {
        let next = room.queue.lock().unwrap().pop_front();
        match next {
            Some(order) => {
                table.pack(order).await?;
                packed += 1;
            }
            None => tokio::select! {
                () = room.came.notified() => {}
                () = room.end.notified() => return Ok(packed),
            },
        }
    }
}
