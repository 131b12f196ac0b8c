//! Fails: three_pages_at_once = sequential
//! Fails: any_number_at_once = sequential
//!
//! The guard in the middle of the line lives until the end of the line.
use futures::future::try_join_all;
use services::{Page, WebError, WebServer};
use tokio::sync::Mutex;

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    let client = Mutex::new(server.connect().await?);
    let fetch = async |url: &String| client.lock().await.get(url).await;
    try_join_all(urls.iter().map(fetch)).await
}
