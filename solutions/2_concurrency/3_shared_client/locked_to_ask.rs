//! The press review: fetches the pages of a news site.
use services::{Page, WebError, WebServer};
use std::sync::Arc;
use tokio::sync::Mutex;

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    let client = Arc::new(Mutex::new(server.connect().await?));
    let mut requests = Vec::with_capacity(urls.len());
    for url in urls {
        let (client, url) = (Arc::clone(&client), url.clone());
        requests.push(tokio::spawn(async move {
            // The guard is gone at the end of this line: nobody waits while the page is on its way.
            let request = client.lock().await.get(&url);
            request.await
        }));
    }
    let mut pages = Vec::with_capacity(urls.len());
    for request in requests {
        pages.push(request.await.expect("a request does not panic")?);
    }
    Ok(pages)
}
