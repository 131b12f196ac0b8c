//! Fails: no_place_stays_empty = over_serialised
//!
//! Each of five workers has its own share, and is idle when it is done with it.
use futures::future::join_all;
use services::{NoPrice, PriceApi};

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let workers = (0..5).map(async |worker| {
        let mut answers = Vec::new();
        for (place, &article) in articles.iter().enumerate().skip(worker).step_by(5) {
            answers.push((place, api.price(article).await));
        }
        answers
    });
    let mut answers: Vec<_> = join_all(workers).await.into_iter().flatten().collect();
    answers.sort_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}
