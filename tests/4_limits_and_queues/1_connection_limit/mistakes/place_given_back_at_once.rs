//! Fails: ten_requests_take_two_seconds = over_limit
//! Fails: never_more_than_five = over_limit
//!
//! A permit that is bound to `_` is dropped before the request is sent.
use futures::future::join_all;
use services::{NoPrice, PriceApi};
use tokio::sync::Semaphore;

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let places = Semaphore::new(5);
    let requests = articles.iter().map(async |&article| {
        let _ = places.acquire().await;
        api.price(article).await
    });
    join_all(requests).await
}
