//! Fails: one_second_and_not_two = sequential
//! Fails: as_fast_as_the_slower_answer = sequential
//!
//! Only the second question is a task, and it is spawned after the first answer.
use services::{Shop, ShopError};

/// The line about a product: `teapot: 12 coins, 3 in stock`.
///
/// # Errors
/// If the shop cannot tell the price or the stock; with both, the error of one of them.
pub async fn product_line(shop: &Shop, product: &str) -> Result<String, ShopError> {
    let price = shop.price(product).await;
    let stock = tokio::spawn(shop.stock(product));
    let stock = stock.await.expect("the question does not panic");
    let (price, stock) = (price?, stock?);
    Ok(format!("{product}: {price} coins, {stock} in stock"))
}
