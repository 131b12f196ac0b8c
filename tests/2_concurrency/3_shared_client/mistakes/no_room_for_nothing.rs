//! Fails: nothing_to_fetch = deadlock
//!
//! The buffer has room for as many as there are URLs, also for none.
use futures::{StreamExt, TryStreamExt, stream};
use services::{Page, WebError, WebServer};

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    let client = server.connect().await?;
    stream::iter(urls)
        .map(|url| client.get(url))
        .buffered(urls.len())
        .try_collect()
        .await
}
