//! The shop: writes rows past the database's sessions.
use services::{Database, DbError};

pub async fn take_order(
    database: &Database,
    customer: &str,
    item: &str,
) -> Result<Option<String>, DbError> {
    let prices = database.rows("prices");
    let Some((_, price)) = prices.into_iter().find(|(of, _)| of == item) else {
        return Ok(None);
    };
    database.put("orders", customer, item);
    database.put("invoices", customer, &price);
    Ok(Some(price))
}
