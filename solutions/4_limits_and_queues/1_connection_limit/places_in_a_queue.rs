//! The price list: what a supplier's articles cost today.
use futures::future::join_all;
use services::{NoPrice, PriceApi};
use tokio::sync::{Mutex, mpsc};

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let (free, places) = mpsc::channel(5);
    for _ in 0..5 {
        free.try_send(()).expect("there is room for five");
    }
    let places = Mutex::new(places);
    let (free, places) = (&free, &places);
    join_all(articles.iter().map(async |&article| {
        places.lock().await.recv().await;
        let price = api.price(article).await;
        free.try_send(()).expect("there is room for five");
        price
    }))
    .await
}
