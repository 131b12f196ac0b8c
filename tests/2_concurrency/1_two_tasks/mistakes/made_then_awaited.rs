//! Fails: one_second_and_not_two = sequential
//! Fails: as_fast_as_the_slower_answer = sequential
//!
//! Both futures are made first, but a future does nothing before it is polled.
use services::{Shop, ShopError};

/// The line about a product: `teapot: 12 coins, 3 in stock`.
///
/// # Errors
/// If the shop cannot tell the price or the stock; with both, the error of one of them.
pub async fn product_line(shop: &Shop, product: &str) -> Result<String, ShopError> {
    let price = shop.price(product);
    let stock = shop.stock(product);
    let (price, stock) = (price.await?, stock.await?);
    Ok(format!("{product}: {price} coins, {stock} in stock"))
}
