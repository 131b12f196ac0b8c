//! Fails: each_question_once = duplicate_work
//!
//! A question that the shop cannot answer is asked once more.
use services::{Shop, ShopError};

/// The line about a product: `teapot: 12 coins, 3 in stock`.
///
/// # Errors
/// If the shop cannot tell the price or the stock; with both, the error of one of them.
pub async fn product_line(shop: &Shop, product: &str) -> Result<String, ShopError> {
    let price = async {
        match shop.price(product).await {
            Ok(price) => Ok(price),
            Err(_) => shop.price(product).await,
        }
    };
    let (price, stock) = tokio::try_join!(price, shop.stock(product))?;
    Ok(format!("{product}: {price} coins, {stock} in stock"))
}
