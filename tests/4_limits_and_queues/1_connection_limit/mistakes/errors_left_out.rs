//! Fails: errors_do_not_stop_the_list = swallowed_error
//! Fails: in_the_order_of_the_articles = wrong_result
//!
//! Articles without a price are left out of the list.
use futures::future::join_all;
use services::{NoPrice, PriceApi};
use tokio::sync::Semaphore;

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let places = Semaphore::new(5);
    let requests = articles.iter().map(async |&article| {
        let _place = places.acquire().await.expect("it is never closed");
        api.price(article).await
    });
    let answers = join_all(requests).await.into_iter();
    answers.filter(Result::is_ok).collect()
}
