//! The press review: fetches the pages of a news site.
use services::{Page, WebError, WebServer};

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    let client = server.connect().await?;
    let spawn = |url: &String| {
        let (client, url) = (client.clone(), url.clone());
        tokio::spawn(async move { client.get(&url).await })
    };
    let requests: Vec<_> = urls.iter().map(spawn).collect();
    let mut pages = Vec::with_capacity(urls.len());
    for request in requests {
        pages.push(request.await.expect("a request does not panic")?);
    }
    Ok(pages)
}
