//! Fails: one_second_and_not_two = sequential
//! Fails: as_fast_as_the_slower_answer = sequential
//!
//! Each task is awaited where it is spawned.
use services::{Shop, ShopError};

/// The line about a product: `teapot: 12 coins, 3 in stock`.
///
/// # Errors
/// If the shop cannot tell the price or the stock; with both, the error of one of them.
pub async fn product_line(shop: &Shop, product: &str) -> Result<String, ShopError> {
    let price = tokio::spawn(shop.price(product)).await;
    let price = price.expect("the question does not panic")?;
    let stock = tokio::spawn(shop.stock(product)).await;
    let stock = stock.expect("the question does not panic")?;
    Ok(format!("{product}: {price} coins, {stock} in stock"))
}
