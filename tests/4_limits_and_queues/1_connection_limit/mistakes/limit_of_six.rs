//! Fails: ten_requests_take_two_seconds = over_limit
//! Fails: never_more_than_five = over_limit
//!
//! The next request is sent one too early: the count is compared after it was raised.
use services::{NoPrice, PriceApi};
use tokio::task::JoinSet;

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let mut list = vec![None; articles.len()];
    let mut requests = JoinSet::new();
    for (place, &article) in articles.iter().enumerate() {
        let request = api.price(article);
        requests.spawn(async move { (place, request.await) });
        if requests.len() > 5
            && let Some(ended) = requests.join_next().await
        {
            let (place, answer) = ended.expect("a request does not panic");
            list[place] = Some(answer);
        }
    }
    while let Some(ended) = requests.join_next().await {
        let (place, answer) = ended.expect("a request does not panic");
        list[place] = Some(answer);
    }
    list.into_iter().flatten().collect()
}
