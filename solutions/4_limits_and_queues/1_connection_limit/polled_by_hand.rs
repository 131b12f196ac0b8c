//! The price list: what a supplier's articles cost today.
use services::{Call, NoPrice, PriceApi};
use std::{
    future::{Future, poll_fn},
    pin::Pin,
    task::Poll,
};

type Answer = Result<u32, NoPrice>;

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let mut list: Vec<Option<Answer>> = vec![None; articles.len()];
    let mut left = articles.iter().copied().enumerate();
    let mut places: [Option<(usize, Call<Answer>)>; 5] = Default::default();
    poll_fn(|cx| {
        for taken in &mut places {
            loop {
                if taken.is_none() {
                    *taken = left
                        .next()
                        .map(|(place, article)| (place, api.price(article)));
                }
                let Some((place, request)) = taken else {
                    break;
                };
                let Poll::Ready(answer) = Pin::new(request).poll(cx) else {
                    break;
                };
                list[*place] = Some(answer);
                *taken = None;
            }
        }
        if places.iter().all(Option::is_none) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
    list.into_iter()
        .map(|answer| answer.expect("each article was asked for"))
        .collect()
}
