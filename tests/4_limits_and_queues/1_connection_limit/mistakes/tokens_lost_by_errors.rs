//! Fails: no_place_stays_empty = deadlock
//! Fails: errors_do_not_stop_the_list = deadlock
//!
//! Places are passed on through a channel, and a request that fails does not pass its own on.
use services::{NoPrice, PriceApi};
use tokio::sync::mpsc;

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let (give_back, mut places) = mpsc::channel(5);
    for _ in 0..5 {
        give_back.send(()).await.expect("five places fit");
    }
    let mut requests = Vec::with_capacity(articles.len());
    for &article in articles {
        places.recv().await.expect("a sender lives here");
        let (give_back, request) = (give_back.clone(), api.price(article));
        requests.push(tokio::spawn(async move {
            let price = request.await?;
            give_back.send(()).await.expect("five places fit");
            Ok(price)
        }));
    }
    let mut list = Vec::with_capacity(articles.len());
    for request in requests {
        list.push(request.await.expect("a request does not panic"));
    }
    list
}
