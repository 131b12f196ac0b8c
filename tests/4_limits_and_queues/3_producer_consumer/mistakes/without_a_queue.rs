//! Fails: five_and_a_half_seconds = sequential
//! Fails: tables_work_at_the_same_time = sequential
//!
//! Each order is packed before the next is taken: no queue, and nothing that could hang.
use services::{OrderFeed, PackingTable, TableBroken};

/// Packs all orders of the feed. Tells for each table how many orders it packed, or how it broke down.
pub async fn pack_all(
    feed: OrderFeed,
    tables: Vec<PackingTable>,
) -> Vec<Result<usize, TableBroken>> {
    let mut results = vec![Ok(0); tables.len()];
    let mut turn = 0;
    while results.iter().any(Result::is_ok)
        && let Some(order) = feed.next().await
    {
        while results[turn % tables.len()].is_err() {
            turn += 1;
        }
        let table = turn % tables.len();
        match tables[table].pack(order).await {
            Ok(()) => results[table] = results[table].clone().map(|packed| packed + 1),
            Err(broken) => results[table] = Err(broken),
        }
        turn += 1;
    }
    results
}
