//! The product page: what a product costs, and how many are there.
use services::{Shop, ShopError};
use tokio::task::JoinSet;

/// The line about a product: `teapot: 12 coins, 3 in stock`.
///
/// # Errors
/// If the shop cannot tell the price or the stock; with both, the error of one of them.
pub async fn product_line(shop: &Shop, product: &str) -> Result<String, ShopError> {
    let mut questions = JoinSet::new();
    let (price, stock) = (shop.price(product), shop.stock(product));
    questions.spawn(async move { ("price", price.await) });
    questions.spawn(async move { ("stock", stock.await) });
    let (mut price, mut stock) = (0, 0);
    while let Some(answer) = questions.join_next().await {
        match answer.expect("a question does not panic") {
            ("price", answer) => price = answer?,
            (_, answer) => stock = answer?,
        }
    }
    Ok(format!("{product}: {price} coins, {stock} in stock"))
}
