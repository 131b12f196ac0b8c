//! Fails: five_and_a_half_seconds = over_limit
//! Fails: every_order_in_its_order = over_limit
//! Fails: tables_work_at_the_same_time = over_limit
//! Fails: the_other_table_packs_the_rest = lost_item
//!
//! A task for each order: the orders of one table are packed on top of one another.
use services::{OrderFeed, PackingTable, TableBroken};
use tokio::task::JoinSet;

/// Packs all orders of the feed. Tells for each table how many orders it packed, or how it broke down.
pub async fn pack_all(
    feed: OrderFeed,
    tables: Vec<PackingTable>,
) -> Vec<Result<usize, TableBroken>> {
    let mut results = vec![Ok(0); tables.len()];
    let mut packing = JoinSet::new();
    let mut turn = 0;
    while let Some(order) = feed.next().await {
        while let Some(packed) = packing.try_join_next() {
            count(&mut results, packed.expect("no packing panics"));
        }
        let working: Vec<usize> = (0..tables.len())
            .filter(|place| results[*place].is_ok())
            .collect();
        let Some(&place) = working.get(turn % working.len().max(1)) else {
            break;
        };
        turn += 1;
        let table = tables[place].clone();
        packing.spawn(async move { (place, table.pack(order).await) });
    }
    while let Some(packed) = packing.join_next().await {
        count(&mut results, packed.expect("no packing panics"));
    }
    results
}

fn count(
    results: &mut [Result<usize, TableBroken>],
    (place, packed): (usize, Result<(), TableBroken>),
) {
    match (packed, &mut results[place]) {
        (Ok(()), Ok(number)) => *number += 1,
        (Err(broken), result) if result.is_ok() => *result = Err(broken),
        _ => {}
    }
}
