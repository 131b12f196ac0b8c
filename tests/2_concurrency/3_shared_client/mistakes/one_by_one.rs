//! Fails: three_pages_at_once = sequential
//! Fails: any_number_at_once = sequential
//!
//! The pages are fetched one by one.
use services::{Page, WebError, WebServer};

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    let client = server.connect().await?;
    let mut pages = Vec::with_capacity(urls.len());
    for url in urls {
        pages.push(client.get(url).await?);
    }
    Ok(pages)
}
