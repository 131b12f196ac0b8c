//! Fails: ten_requests_take_two_seconds = over_limit
//! Fails: never_more_than_five = over_limit
//!
//! The place is held while the task is spawned, not while its request is on its way.
use services::{NoPrice, PriceApi};
use tokio::sync::Semaphore;

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let places = Semaphore::new(5);
    let mut requests = Vec::with_capacity(articles.len());
    for &article in articles {
        let _place = places.acquire().await.expect("it is never closed");
        requests.push(tokio::spawn(api.price(article)));
    }
    let mut list = Vec::with_capacity(articles.len());
    for request in requests {
        list.push(request.await.expect("a request does not panic"));
    }
    list
}
