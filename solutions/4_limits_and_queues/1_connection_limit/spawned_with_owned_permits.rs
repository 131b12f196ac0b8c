//! The price list: what a supplier's articles cost today.
use services::{NoPrice, PriceApi};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let places = Arc::new(Semaphore::new(5));
    let mut requests = Vec::with_capacity(articles.len());
    for &article in articles {
        // No task is spawned before there is a place for its request.
        let place = Arc::clone(&places)
            .acquire_owned()
            .await
            .expect("the semaphore is never closed");
        let request = api.price(article);
        requests.push(tokio::spawn(async move {
            let answer = request.await;
            drop(place);
            answer
        }));
    }
    let mut list = Vec::with_capacity(articles.len());
    for request in requests {
        list.push(request.await.expect("a request does not panic"));
    }
    list
}
