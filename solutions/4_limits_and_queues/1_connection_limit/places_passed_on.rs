//! The price list: what a supplier's articles cost today.
use futures::future::join_all;
use services::{NoPrice, PriceApi};
use tokio::sync::{Mutex, mpsc};

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let (give_back, places) = mpsc::channel(5);
    for _ in 0..5 {
        give_back.send(()).await.expect("five places fit");
    }
    let places = Mutex::new(places);
    let requests = articles.iter().map(async |&article| {
        let place = places.lock().await.recv().await;
        place.expect("the sender lives as long as the list");
        let answer = api.price(article).await;
        give_back.send(()).await.expect("five places fit");
        answer
    });
    join_all(requests).await
}
