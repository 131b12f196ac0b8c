//! Fails: no_price_no_order = wrong_result
//!
//! The order is written and committed before the price is known.
use services::{Database, DbError};

/// Takes an order: writes down the order and its invoice, both or neither. Answers with the price, or with
/// `None` if the item has no price; nothing is written then.
///
/// # Errors
/// If the database fails; nothing is written then.
pub async fn take_order(
    database: &Database,
    customer: &str,
    item: &str,
) -> Result<Option<String>, DbError> {
    let mut session = database.async_session();
    session.insert("orders", customer, item).await?;
    let mut prices = session.select("prices", item).await?;
    if let Some(price) = prices.last() {
        session.insert("invoices", customer, price).await?;
    }
    session.commit().await?;
    Ok(prices.pop())
}
