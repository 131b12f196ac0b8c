//! Fails: orders_overlap = over_serialised
//! Fails: both_or_neither = wrong_result
//!
//! The order is committed before its invoice is written.
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
    let mut prices = session.select("prices", item).await?;
    let Some(price) = prices.pop() else {
        return Ok(None);
    };
    session.insert("orders", customer, item).await?;
    session.commit().await?;
    let mut session = database.async_session();
    session.insert("invoices", customer, &price).await?;
    session.commit().await?;
    Ok(Some(price))
}
