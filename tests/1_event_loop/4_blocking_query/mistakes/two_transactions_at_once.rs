//! Fails: both_or_neither = wrong_result
//!
//! The order and its invoice are written at the same time, each in a transaction of its own.
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
    let mut prices = database.async_session().select("prices", item).await?;
    let Some(price) = prices.pop() else {
        return Ok(None);
    };
    try_join!(
        insert(database, "orders", customer, item),
        insert(database, "invoices", customer, &price),
    )?;
    Ok(Some(price))
}

async fn insert(database: &Database, table: &str, key: &str, value: &str) -> Result<(), DbError> {
    let mut session = database.async_session();
    session.insert(table, key, value).await?;
    session.commit().await
}
