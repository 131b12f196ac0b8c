//! Fails: one_connection = extra_connections
//! Fails: any_number_at_once = over_serialised
//!
//! A connection for every three pages, and the next three only after them.
use futures::future::try_join_all;
use services::{Page, WebError, WebServer};

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    let mut pages = Vec::with_capacity(urls.len());
    for part in urls.chunks(3) {
        let client = server.connect().await?;
        pages.extend(try_join_all(part.iter().map(|url| client.get(url))).await?);
    }
    Ok(pages)
}
