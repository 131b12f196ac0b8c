//! The price list: what a supplier's articles cost today.
use futures::{StreamExt, stream};
use services::{NoPrice, PriceApi};
use std::cell::RefCell;

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let list = RefCell::new(vec![None; articles.len()]);
    // From the last to the first: the order of the requests is free.
    stream::iter(articles.iter().enumerate().rev())
        .for_each_concurrent(5, async |(place, &article)| {
            let answer = api.price(article).await;
            list.borrow_mut()[place] = Some(answer);
        })
        .await;
    let list = list.into_inner().into_iter();
    list.map(|answer| answer.expect("each article was asked for"))
        .collect()
}
