//! The price list: what a supplier's articles cost today.
use futures::future::join_all;
use services::{NoPrice, PriceApi};
use tokio::sync::Semaphore;

/// The supplier blocks whoever has more open requests.
const LIMIT: usize = 5;

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let places = Semaphore::new(LIMIT);
    let requests = articles.iter().map(async |&article| {
        // Held until the request has ended.
        let _place = places
            .acquire()
            .await
            .expect("the semaphore is never closed");
        api.price(article).await
    });
    join_all(requests).await
}
