//! The product page: what a product costs, and how many are there.
use services::{Shop, ShopError};

/// The line about a product: `teapot: 12 coins, 3 in stock`.
///
/// # Errors
/// If the shop cannot tell the price or the stock; with both, the error of one of them.
pub async fn product_line(shop: &Shop, product: &str) -> Result<String, ShopError> {
    let price = shop.price(product).await?;
    let stock = shop.stock(product).await?;
    Ok(format!("{product}: {price} coins, {stock} in stock"))
}
