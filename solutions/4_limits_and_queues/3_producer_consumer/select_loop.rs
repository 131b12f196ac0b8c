//! The packing room: orders come from the shop and are packed at tables.
use futures::{
    FutureExt,
    future::LocalBoxFuture,
    stream::{FuturesUnordered, StreamExt},
};
use services::{Order, OrderFeed, PackingTable, TableBroken};
use std::collections::VecDeque;

/// Packs all orders of the feed. Tells for each table how many orders it packed, or how it broke down.
pub async fn pack_all(
    feed: OrderFeed,
    tables: Vec<PackingTable>,
) -> Vec<Result<usize, TableBroken>> {
    let mut results: Vec<Result<usize, TableBroken>> = tables.iter().map(|_| Ok(0)).collect();
    let mut idle: VecDeque<usize> = (0..tables.len()).collect();
    let mut waiting: VecDeque<Order> = VecDeque::new();
    let mut busy: FuturesUnordered<LocalBoxFuture<'_, (usize, Result<(), TableBroken>)>> =
        FuturesUnordered::new();
    let mut coming = feed.next().fuse();
    let mut open = true;
    loop {
        while let (false, Some(&table)) = (waiting.is_empty(), idle.front()) {
            idle.pop_front();
            let order = waiting.pop_front().expect("looked at it");
            busy.push(
                tables[table]
                    .pack(order)
                    .map(move |packed| (table, packed))
                    .boxed_local(),
            );
        }
        let all_broken = results.iter().all(Result::is_err);
        if all_broken || (!open && waiting.is_empty() && busy.is_empty()) {
            return results;
        }
        tokio::select! {
            Some((table, packed)) = busy.next(), if !busy.is_empty() => match (packed, &mut results[table]) {
                (Ok(()), Ok(count)) => {
                    *count += 1;
                    idle.push_back(table);
                }
                (Err(broken), result) => *result = Err(broken),
                (Ok(()), Err(_)) => unreachable!("a broken table packs nothing"),
            },
            order = &mut coming, if open && waiting.len() < 2 => match order {
                Some(order) => {
                    waiting.push_back(order);
                    coming = feed.next().fuse();
                }
                None => open = false,
            },
        }
    }
}
