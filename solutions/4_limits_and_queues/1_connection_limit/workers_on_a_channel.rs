//! The price list: what a supplier's articles cost today.
use services::{NoPrice, PriceApi};
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc};

/// Asks for the prices of these articles, in cents, in the order of the articles.
///
/// An article without a price has an error in its place.
pub async fn price_list(api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let (work, queue) = mpsc::unbounded_channel();
    let (answer, mut answers) = mpsc::unbounded_channel();
    for (place, &article) in articles.iter().enumerate() {
        work.send((place, article))
            .expect("the queue is still here");
    }
    drop(work);
    let queue = Arc::new(Mutex::new(queue));
    for _ in 0..5 {
        let (api, queue, answer) = (api.clone(), Arc::clone(&queue), answer.clone());
        tokio::spawn(async move {
            loop {
                let next = queue.lock().await.recv().await;
                let Some((place, article)) = next else {
                    return;
                };
                // Whoever asked may have left.
                let _ = answer.send((place, api.price(article).await));
            }
        });
    }
    drop(answer);
    let mut list: Vec<_> = articles.iter().map(|_| None).collect();
    while let Some((place, answer)) = answers.recv().await {
        list[place] = Some(answer);
    }
    list.into_iter()
        .map(|answer| answer.expect("each article was asked for"))
        .collect()
}
