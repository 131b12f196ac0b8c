//! Fails: no_place_stays_empty = over_serialised
//!
//! Five requests are sent, and all five must end before the next five.
use futures::future::join_all;
use services::{NoPrice, PriceApi};

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let mut list = Vec::with_capacity(articles.len());
    for five in articles.chunks(5) {
        list.extend(join_all(five.iter().map(|&article| api.price(article))).await);
    }
    list
}
