//! Fails: each_question_once = duplicate_work
//!
//! A task asks beforehand, for an answer that nobody keeps, and the stock is asked for again.
use services::{Shop, ShopError};

/// The line about a product: `teapot: 12 coins, 3 in stock`.
///
/// # Errors
/// If the shop cannot tell the price or the stock; with both, the error of one of them.
pub async fn product_line(shop: &Shop, product: &str) -> Result<String, ShopError> {
    let warm_up = tokio::spawn(shop.stock(product));
    let (price, stock) = tokio::try_join!(shop.price(product), shop.stock(product))?;
    warm_up.abort();
    Ok(format!("{product}: {price} coins, {stock} in stock"))
}
