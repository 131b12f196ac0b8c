//! Fails: others_keep_their_beat = blocked_event_loop
//! Fails: orders_overlap = blocked_event_loop
//!
//! The query is asynchronous, and the transaction is as before.
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
    let mut prices = database.async_session().select("prices", item).await?;
    let Some(price) = prices.pop() else {
        return Ok(None);
    };
    let mut session = database.session();
    session.insert("orders", customer, item)?;
    session.insert("invoices", customer, &price)?;
    session.commit()?;
    Ok(Some(price))
}
