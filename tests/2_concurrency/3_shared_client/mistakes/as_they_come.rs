//! Fails: in_the_order_of_the_urls = wrong_order
//!
//! The pages are handed on as they come.
use futures::{TryStreamExt, stream::FuturesUnordered};
use services::{Page, WebError, WebServer};

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    let client = server.connect().await?;
    let requests: FuturesUnordered<_> = urls.iter().map(|url| client.get(url)).collect();
    requests.try_collect().await
}
