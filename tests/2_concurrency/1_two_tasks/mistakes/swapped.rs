//! Fails: the_line_is_right = wrong_result
//!
//! The answers come out in the other order.
use services::{Shop, ShopError};

/// The line about a product: `teapot: 12 coins, 3 in stock`.
///
/// # Errors
/// If the shop cannot tell the price or the stock; with both, the error of one of them.
pub async fn product_line(shop: &Shop, product: &str) -> Result<String, ShopError> {
    let (stock, price) = tokio::try_join!(shop.price(product), shop.stock(product))?;
    Ok(format!("{product}: {price} coins, {stock} in stock"))
}
