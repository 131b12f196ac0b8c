//! Fails: written_when_the_answer_comes = wrong_result
//! Fails: both_or_neither = swallowed_error
//!
//! A commit that takes long is given up, and taken for done.
use services::{Database, DbError};
use std::time::Duration;
use tokio::time::timeout;

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
    session.insert("invoices", customer, &price).await?;
    if let Ok(committed) = timeout(Duration::from_millis(200), session.commit()).await {
        committed?;
    }
    Ok(Some(price))
}
