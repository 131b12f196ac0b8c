//! Fails: ten_requests_take_two_seconds = over_limit
//! Fails: never_more_than_five = over_limit
//!
//! Each request has a semaphore of its own, with places for nobody else.
use futures::future::join_all;
use services::{NoPrice, PriceApi};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let requests = articles.iter().map(|&article| {
        let (places, request) = (Arc::new(Semaphore::new(5)), api.price(article));
        tokio::spawn(async move {
            let _place = places.acquire().await.expect("it is never closed");
            request.await
        })
    });
    let answers = join_all(requests).await.into_iter();
    answers
        .map(|answer| answer.expect("a request does not panic"))
        .collect()
}
