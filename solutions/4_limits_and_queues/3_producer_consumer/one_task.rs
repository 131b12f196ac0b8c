//! The packing room: orders come from the shop and are packed at tables.
use futures::stream::{FuturesUnordered, StreamExt};
use services::{Order, OrderFeed, PackingTable, TableBroken};
use std::collections::VecDeque;

/// Packs all orders of the feed. Tells for each table how many orders it packed, or how it broke down.
pub async fn pack_all(
    feed: OrderFeed,
    tables: Vec<PackingTable>,
) -> Vec<Result<usize, TableBroken>> {
    let mut results = vec![Ok(0); tables.len()];
    let mut free: VecDeque<usize> = (0..tables.len()).collect();
    let mut waiting: VecDeque<Order> = VecDeque::new();
    let mut packing = FuturesUnordered::new();
    let mut coming = Some(Box::pin(feed.next()));
    while results.iter().any(Result::is_ok) {
        while let (Some(order), Some(&place)) = (waiting.front(), free.front()) {
            let pack = tables[place].pack(order.clone());
            packing.push(async move { (place, pack.await) });
            waiting.pop_front();
            free.pop_front();
        }
        tokio::select! {
            Some((place, packed)) = packing.next() => match packed {
                Ok(()) => {
                    results[place] = results[place].clone().map(|packed| packed + 1);
                    free.push_back(place);
                }
                Err(broken) => results[place] = Err(broken),
            },
            order = async { coming.as_mut().expect("see the condition").await },
                if coming.is_some() =>
            {
                coming = order.is_some().then(|| Box::pin(feed.next()));
                waiting.extend(order);
            }
            else => break,
        }
    }
    results
}
