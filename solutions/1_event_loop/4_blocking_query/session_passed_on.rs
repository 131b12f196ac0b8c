//! The shop: takes orders.
use services::{AsyncSession, Database, DbError};

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
    let Some(price) = price_of(&mut session, item).await? else {
        return Ok(None);
    };
    write(session, customer, item, &price).await?;
    Ok(Some(price))
}

async fn price_of(session: &mut AsyncSession, item: &str) -> Result<Option<String>, DbError> {
    let prices = session.select("prices", item).await?;
    Ok(prices.into_iter().last())
}

async fn write(
    mut session: AsyncSession,
    customer: &str,
    item: &str,
    price: &str,
) -> Result<(), DbError> {
    session.insert("invoices", customer, price).await?;
    session.insert("orders", customer, item).await?;
    session.commit().await
}
