//! Fails: ten_requests_take_two_seconds = over_serialised
//! Fails: never_more_than_five = wrong_limit
//! Fails: no_place_stays_empty = over_serialised
//!
//! One place is kept free, to be on the safe side.
use futures::future::join_all;
use services::{NoPrice, PriceApi};
use tokio::sync::Semaphore;

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let places = Semaphore::new(4);
    let requests = articles.iter().map(async |&article| {
        let _place = places.acquire().await.expect("it is never closed");
        api.price(article).await
    });
    join_all(requests).await
}
