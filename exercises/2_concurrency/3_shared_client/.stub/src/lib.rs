//! The press review: fetches the pages of a news site.
use futures::future::try_join_all;
use services::{Page, WebError, WebServer};

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    try_join_all(urls.iter().map(|url| fetch(server, url))).await
}

async fn fetch(server: &WebServer, url: &str) -> Result<Page, WebError> {
    let client = server.connect().await?;
    client.get(url).await
}
