//! The product page: what a product costs, and how many are there.
use services::{Shop, ShopError};
use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};

/// The line about a product: `teapot: 12 coins, 3 in stock`.
///
/// # Errors
/// If the shop cannot tell the price or the stock; with both, the error of one of them.
pub async fn product_line(shop: &Shop, product: &str) -> Result<String, ShopError> {
    let (mut price_asked, mut stock_asked) = (pin!(shop.price(product)), pin!(shop.stock(product)));
    let (mut price, mut stock) = (None, None);
    let (price, stock) = poll_fn(|cx| {
        if price.is_none()
            && let Poll::Ready(answer) = price_asked.as_mut().poll(cx)
        {
            price = Some(answer);
        }
        if stock.is_none()
            && let Poll::Ready(answer) = stock_asked.as_mut().poll(cx)
        {
            stock = Some(answer);
        }
        match (price.take(), stock.take()) {
            (Some(price), Some(stock)) => Poll::Ready((price, stock)),
            (one, other) => {
                (price, stock) = (one, other);
                Poll::Pending
            }
        }
    })
    .await;
    let (price, stock) = (price?, stock?);
    Ok(format!("{product}: {price} coins, {stock} in stock"))
}
