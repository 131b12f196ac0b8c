//! The price list: what a supplier's articles cost today.
use futures::future::join_all;
use services::{NoPrice, PriceApi};
use tokio::sync::Semaphore;

/// The supplier's limit holds for the whole program.
static PLACES: Semaphore = Semaphore::const_new(5);

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let requests = articles.iter().map(|&article| {
        let request = api.price(article);
        tokio::spawn(async move {
            let _place = PLACES.acquire().await.expect("it is never closed");
            request.await
        })
    });
    let requests: Vec<_> = requests.collect();
    let answers = join_all(requests).await.into_iter();
    answers
        .map(|answer| answer.expect("a request does not panic"))
        .collect()
}
