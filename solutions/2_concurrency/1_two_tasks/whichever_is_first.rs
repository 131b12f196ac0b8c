//! The product page: what a product costs, and how many are there.
use futures::future::{Either, try_select};
use services::{Shop, ShopError};

/// The line about a product: `teapot: 12 coins, 3 in stock`.
///
/// # Errors
/// If the shop cannot tell the price or the stock; with both, the error of one of them.
pub async fn product_line(shop: &Shop, product: &str) -> Result<String, ShopError> {
    let (price, stock) = match try_select(shop.price(product), shop.stock(product)).await {
        Ok(Either::Left((price, stock))) => (price, stock.await?),
        Ok(Either::Right((stock, price))) => (price.await?, stock),
        Err(failed) => return Err(failed.factor_first().0),
    };
    Ok(format!("{product}: {price} coins, {stock} in stock"))
}
