//! Fails: others_keep_their_beat = blocked_event_loop
//! Fails: orders_overlap = blocked_event_loop
//!
//! The session is used on another thread, and this one waits for that.
use services::{Database, DbError};
use std::thread;

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
    thread::scope(|scope| {
        let order = scope.spawn(|| take_order_blocking(database, customer, item));
        order.join().expect("taking an order does not panic")
    })
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
