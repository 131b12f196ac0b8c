//! The press review: fetches the pages of a news site.
use futures::{FutureExt, future::try_join_all};
use services::{Page, WebError, WebServer};

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    let server = server.clone();
    let client = async move { server.connect().await }.boxed().shared();
    let fetch = async |url: &String| client.clone().await?.get(url).await;
    try_join_all(urls.iter().map(fetch)).await
}
