//! The press review: fetches the pages of a news site.
use services::{Page, WebError, WebServer};
use std::sync::Arc;
use tokio::task::JoinSet;

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    let client = Arc::new(server.connect().await?);
    let mut requests = JoinSet::new();
    for (place, url) in urls.iter().cloned().enumerate() {
        let client = Arc::clone(&client);
        requests.spawn(async move { (place, client.get(&url).await) });
    }
    let mut pages = vec![None; urls.len()];
    while let Some(request) = requests.join_next().await {
        let (place, page) = request.expect("a request does not panic");
        pages[place] = Some(page?);
    }
    Ok(pages.into_iter().flatten().collect())
}
