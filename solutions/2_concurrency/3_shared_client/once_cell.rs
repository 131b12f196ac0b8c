//! The press review: fetches the pages of a news site.
use futures::future::try_join_all;
use services::{Page, WebError, WebServer};
use tokio::sync::OnceCell;

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    let client = OnceCell::new();
    let fetch = async |url: &String| {
        // The first one connects, and the others wait for it.
        let client = client.get_or_try_init(|| server.connect()).await?;
        client.get(url).await
    };
    try_join_all(urls.iter().map(fetch)).await
}
