//! Fails: in_the_order_of_the_articles = wrong_result
//!
//! The answers are kept by article, and the second place of an article finds its answer taken.
use futures::{StreamExt, stream};
use services::{NoPrice, PriceApi};
use std::collections::HashMap;

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let mut prices: HashMap<u32, Result<u32, NoPrice>> = stream::iter(articles)
        .map(async |&article| (article, api.price(article).await))
        .buffer_unordered(5)
        .collect()
        .await;
    articles
        .iter()
        .filter_map(|article| prices.remove(article))
        .collect()
}
