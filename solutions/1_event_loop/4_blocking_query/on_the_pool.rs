//! The shop: takes orders.
use services::{Database, DbError};
use tokio::task::spawn_blocking;

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
    let (database, customer, item) = (database.clone(), customer.to_owned(), item.to_owned());
    spawn_blocking(move || take_order_blocking(&database, &customer, &item))
        .await
        .expect("taking an order does not panic")
}

/// As [`take_order`], but holds the calling thread.
fn take_order_blocking(
    database: &Database,
    customer: &str,
    item: &str,
) -> Result<Option<String>, DbError> {
    let mut session = database.session();
    let mut prices = session.select("prices", item)?;
    let Some(price) = prices.pop() else {
        return Ok(None);
    };
    session.insert("orders", customer, item)?;
    session.insert("invoices", customer, &price)?;
    session.commit()?;
    Ok(Some(price))
}
