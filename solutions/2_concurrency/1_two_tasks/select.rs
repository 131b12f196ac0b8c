//! The product page: what a product costs, and how many are there.
use services::{Shop, ShopError};
use std::pin::pin;

/// The line about a product: `teapot: 12 coins, 3 in stock`.
///
/// # Errors
/// If the shop cannot tell the price or the stock; with both, the error of one of them.
pub async fn product_line(shop: &Shop, product: &str) -> Result<String, ShopError> {
    let (mut price, mut stock) = (pin!(shop.price(product)), pin!(shop.stock(product)));
    // Whichever comes first; the other one is on its way already.
    let (price, stock) = tokio::select! {
        price = &mut price => (price?, stock.await?),
        stock = &mut stock => (price.await?, stock?),
    };
    Ok(format!("{product}: {price} coins, {stock} in stock"))
}
