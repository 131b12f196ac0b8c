//! Fails: no_place_stays_empty = over_serialised
//!
//! An answer that has come keeps its place until all before it have come too.
use futures::{StreamExt, stream};
use services::{NoPrice, PriceApi};

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    stream::iter(articles)
        .map(|&article| api.price(article))
        .buffered(5)
        .collect()
        .await
}
