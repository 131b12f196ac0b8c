//! Fails: no_price_no_order = wrong_result
//!
//! An order that is not written is committed as well.
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
    let price = session.select("prices", item).await?.pop();
    if let Some(price) = &price {
        session.insert("orders", customer, item).await?;
        session.insert("invoices", customer, price).await?;
    }
    session.commit().await?;
    Ok(price)
}
