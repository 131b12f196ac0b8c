//! The shop: takes orders.
use services::{Database, DbError};
use tokio::try_join;

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
    let mut reading = database.async_session();
    let mut session = database.async_session();
    // The order does not need the price. Without a price the session is dropped, and nothing is written.
    let (mut prices, ()) = try_join!(
        reading.select("prices", item),
        session.insert("orders", customer, item),
    )?;
    let Some(price) = prices.pop() else {
        return Ok(None);
    };
    session.insert("invoices", customer, &price).await?;
    session.commit().await?;
    Ok(Some(price))
}
