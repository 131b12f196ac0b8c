//! Fails: one_second_and_not_two = sequential
//! Fails: as_fast_as_the_slower_answer = sequential
//!
//! One task of its own asks both questions, one after the other.
use services::{Shop, ShopError};

/// The line about a product: `teapot: 12 coins, 3 in stock`.
///
/// # Errors
/// If the shop cannot tell the price or the stock; with both, the error of one of them.
pub async fn product_line(shop: &Shop, product: &str) -> Result<String, ShopError> {
    let (price, stock) = (shop.price(product), shop.stock(product));
    let both = tokio::spawn(async move { Ok((price.await?, stock.await?)) });
    let (price, stock) = both.await.expect("the questions do not panic")?;
    Ok(format!("{product}: {price} coins, {stock} in stock"))
}
