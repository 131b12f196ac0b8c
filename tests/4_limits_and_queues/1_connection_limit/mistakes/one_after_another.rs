//! Fails: ten_requests_take_two_seconds = sequential
//! Fails: never_more_than_five = wrong_limit
//! Fails: no_place_stays_empty = sequential
//! Fails: a_few_articles_or_none = sequential
//!
//! Never more than five, since there is never more than one.
use services::{NoPrice, PriceApi};

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let mut list = Vec::with_capacity(articles.len());
    for &article in articles {
        list.push(api.price(article).await);
    }
    list
}
