//! Fails: no_place_stays_empty = over_serialised
//!
//! Five workers wait for one another after every article.
use futures::future::join_all;
use services::{NoPrice, PriceApi};
use tokio::sync::Barrier;

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let workers = articles.len().min(5);
    let barrier = Barrier::new(workers);
    let barrier = &barrier;
    let rounds = articles.len().div_ceil(5);
    let all = join_all((0..workers).map(async |worker| {
        let mut list = Vec::new();
        for round in 0..rounds {
            let place = round * 5 + worker;
            if let Some(&article) = articles.get(place) {
                list.push((place, api.price(article).await));
            }
            barrier.wait().await;
        }
        list
    }))
    .await;
    let mut all: Vec<_> = all.into_iter().flatten().collect();
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, price)| price).collect()
}
