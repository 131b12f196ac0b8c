//! Fails: in_the_order_of_the_articles = wrong_order
//!
//! The prices come in the order of the answers.
use futures::{StreamExt, stream};
use services::{NoPrice, PriceApi};

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    stream::iter(articles)
        .map(|&article| api.price(article))
        .buffer_unordered(5)
        .collect()
        .await
}
