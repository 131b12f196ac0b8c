//! Fails: three_pages_at_once = sequential
//! Fails: any_number_at_once = sequential
//!
//! The tasks share the client behind a lock, and each holds it until its page is there.
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
    for url in urls.iter().cloned() {
        let client = Arc::clone(&client);
        requests.push(tokio::spawn(async move {
            let client = client.lock().await;
            client.get(&url).await
        }));
    }
    let mut pages = Vec::with_capacity(urls.len());
    for request in requests {
        pages.push(request.await.expect("a request does not panic")?);
    }
    Ok(pages)
}
