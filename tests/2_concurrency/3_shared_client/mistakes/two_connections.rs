//! Fails: one_connection = extra_connections
//!
//! Half of the pages come over one connection, half over another.
use futures::future::try_join_all;
use services::{Page, WebError, WebServer};

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    let (one, other) = tokio::try_join!(server.connect(), server.connect())?;
    let clients = [one, other];
    let get = |(place, url): (usize, &String)| clients[place % 2].get(url);
    try_join_all(urls.iter().enumerate().map(get)).await
}
