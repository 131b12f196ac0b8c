//! The product page: what a product costs, and how many are there.
use futures::{TryStreamExt, stream::FuturesOrdered};
use services::{Shop, ShopError};

/// The line about a product: `teapot: 12 coins, 3 in stock`.
///
/// # Errors
/// If the shop cannot tell the price or the stock; with both, the error of one of them.
pub async fn product_line(shop: &Shop, product: &str) -> Result<String, ShopError> {
    let questions = FuturesOrdered::from_iter([shop.price(product), shop.stock(product)]);
    let answers: Vec<u64> = questions.try_collect().await?;
    let (price, stock) = (answers[0], answers[1]);
    Ok(format!("{product}: {price} coins, {stock} in stock"))
}
