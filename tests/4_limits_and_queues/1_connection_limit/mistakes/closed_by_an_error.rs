//! Fails: no_place_stays_empty = wrong_result
//! Fails: errors_do_not_stop_the_list = wrong_result
//! Fails: in_the_order_of_the_articles = wrong_result
//!
//! The first error closes the places for all others.
use futures::future::join_all;
use services::{NoPrice, PriceApi};
use tokio::sync::Semaphore;

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let places = Semaphore::new(5);
    let places = &places;
    join_all(articles.iter().map(async |&article| {
        let Ok(_place) = places.acquire().await else {
            return Err(NoPrice { article });
        };
        let price = api.price(article).await;
        if price.is_err() {
            places.close();
        }
        price
    }))
    .await
}
