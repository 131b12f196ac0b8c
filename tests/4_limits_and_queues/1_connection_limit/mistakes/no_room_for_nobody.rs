//! Fails: a_few_articles_or_none = deadlock
//!
//! A stream without room for a request is never ready: not even when there is nothing to ask for.
use futures::{StreamExt, stream};
use services::{NoPrice, PriceApi};

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let requests = articles
        .iter()
        .enumerate()
        .map(async |(place, &article)| (place, api.price(article).await));
    let mut answers: Vec<_> = stream::iter(requests)
        .buffer_unordered(articles.len().min(5))
        .collect()
        .await;
    answers.sort_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}
