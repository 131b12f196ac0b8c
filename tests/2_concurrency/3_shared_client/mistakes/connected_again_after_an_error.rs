//! Fails: one_connection = extra_connections
//!
//! A page that cannot be fetched is tried again over a new connection.
use futures::future::try_join_all;
use services::{Page, WebError, WebServer};

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    let client = server.connect().await?;
    let fetch = async |url: &String| match client.get(url).await {
        Ok(page) => Ok(page),
        Err(_) => server.connect().await?.get(url).await,
    };
    try_join_all(urls.iter().map(fetch)).await
}
