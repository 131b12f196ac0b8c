//! The price list: what a supplier's articles cost today.
use futures::future::join_all;
use services::{NoPrice, PriceApi};

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    join_all(articles.iter().map(|&article| api.price(article))).await
}
