//! Fails: a_failure_reaches_the_caller = panicked
//!
//! One of the two answers may be missing, but surely not both.
use services::{Shop, ShopError};

/// The line about a product: `teapot: 12 coins, 3 in stock`.
///
/// # Errors
/// If the shop cannot tell the price or the stock; with both, the error of one of them.
pub async fn product_line(shop: &Shop, product: &str) -> Result<String, ShopError> {
    match tokio::join!(shop.price(product), shop.stock(product)) {
        (Ok(price), Ok(stock)) => Ok(format!("{product}: {price} coins, {stock} in stock")),
        (Err(error), Ok(_)) | (Ok(_), Err(error)) => Err(error),
        (Err(_), Err(_)) => unreachable!("the shop knows its products"),
    }
}
