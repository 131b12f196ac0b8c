//! Fails: others_keep_their_beat = panicked
//! Fails: orders_overlap = panicked
//! Fails: written_when_the_answer_comes = panicked
//! Fails: both_or_neither = panicked
//! Fails: no_price_no_order = panicked
//!
//! The runtime is told of the blocking, but it has only this one thread.
use services::{Database, DbError};
use tokio::task::block_in_place;

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
    block_in_place(|| take_order_blocking(database, customer, item))
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
