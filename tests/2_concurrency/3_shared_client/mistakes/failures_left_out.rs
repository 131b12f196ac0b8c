//! Fails: a_failure_reaches_the_caller = swallowed_error
//!
//! A page that cannot be fetched is left out.
use futures::future::join_all;
use services::{Page, WebError, WebServer};

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    let client = server.connect().await?;
    let pages = join_all(urls.iter().map(|url| client.get(url))).await;
    Ok(pages.into_iter().flatten().collect())
}
