//! Fails: in_the_order_of_the_urls = wrong_result
//!
//! The pages are taken out of a map by their URL, each once.
use futures::future::try_join_all;
use services::{Page, WebError, WebServer};
use std::collections::HashMap;

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    let client = server.connect().await?;
    let pages = try_join_all(urls.iter().map(|url| client.get(url))).await?;
    let mut by_url: HashMap<String, Page> = pages
        .into_iter()
        .map(|page| (page.url.clone(), page))
        .collect();
    Ok(urls.iter().filter_map(|url| by_url.remove(url)).collect())
}
