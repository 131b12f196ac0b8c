//! Fails: others_keep_their_beat = deadlock
//! Fails: orders_overlap = deadlock
//! Fails: written_when_the_answer_comes = deadlock
//! Fails: both_or_neither = deadlock
//! Fails: no_price_no_order = deadlock
//!
//! An executor of its own waits for the futures, and holds the thread that they need.
use futures::executor::block_on;
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
    block_on(async {
        let mut session = database.async_session();
        let mut prices = session.select("prices", item).await?;
        let Some(price) = prices.pop() else {
            return Ok(None);
        };
        session.insert("orders", customer, item).await?;
        session.insert("invoices", customer, &price).await?;
        session.commit().await?;
        Ok(Some(price))
    })
}
