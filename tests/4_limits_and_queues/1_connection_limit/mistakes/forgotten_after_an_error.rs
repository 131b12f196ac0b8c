//! Fails: no_place_stays_empty = deadlock
//! Fails: errors_do_not_stop_the_list = deadlock
//!
//! A place is given back after a price only; each error takes one away for good.
use futures::future::join_all;
use services::{NoPrice, PriceApi};
use tokio::sync::Semaphore;

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let places = Semaphore::new(5);
    let requests = articles.iter().map(async |&article| {
        let place = places.acquire().await.expect("it is never closed");
        place.forget();
        let price = api.price(article).await?;
        places.add_permits(1);
        Ok(price)
    });
    join_all(requests).await
}
