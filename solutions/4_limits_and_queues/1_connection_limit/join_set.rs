//! The price list: what a supplier's articles cost today.
use services::{NoPrice, PriceApi};
use tokio::task::JoinSet;

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let mut list = vec![None; articles.len()];
    let mut left = articles.iter().copied().enumerate();
    let mut requests = JoinSet::new();
    loop {
        while requests.len() < 5
            && let Some((place, article)) = left.next()
        {
            let request = api.price(article);
            requests.spawn(async move { (place, request.await) });
        }
        let Some(ended) = requests.join_next().await else {
            break;
        };
        let (place, answer) = ended.expect("a request does not panic");
        list[place] = Some(answer);
    }
    list.into_iter()
        .map(|answer| answer.expect("each article was asked for"))
        .collect()
}
