//! The price list: what a supplier's articles cost today.
use futures::future::join_all;
use services::{NoPrice, PriceApi};
use std::sync::Mutex;

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let left = Mutex::new(articles.iter().copied().enumerate());
    let next = || left.lock().expect("nothing panics with the lock").next();
    let worker = async || {
        let mut answers = Vec::new();
        while let Some((place, article)) = next() {
            answers.push((place, api.price(article).await));
        }
        answers
    };
    let answers = join_all((0..5).map(|_| worker())).await;
    let mut answers: Vec<_> = answers.into_iter().flatten().collect();
    answers.sort_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}
