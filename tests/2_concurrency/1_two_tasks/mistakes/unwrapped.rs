//! Fails: a_failure_reaches_the_caller = panicked
//! Fails: each_question_once = panicked
//!
//! The shop is expected to know everything.
use services::{Shop, ShopError};

/// The line about a product: `teapot: 12 coins, 3 in stock`.
///
/// # Errors
/// If the shop cannot tell the price or the stock; with both, the error of one of them.
pub async fn product_line(shop: &Shop, product: &str) -> Result<String, ShopError> {
    let (price, stock) = tokio::join!(shop.price(product), shop.stock(product));
    let price = price.expect("every product has a price");
    let stock = stock.expect("every product has a stock");
    Ok(format!("{product}: {price} coins, {stock} in stock"))
}
