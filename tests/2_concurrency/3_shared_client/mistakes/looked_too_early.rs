//! Fails: one_connection = extra_connections
//!
//! Everyone looks whether there is a client already, and nobody finds one.
use futures::future::try_join_all;
use services::{Page, WebClient, WebError, WebServer};
use tokio::sync::Mutex;

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    let shared = Mutex::new(None);
    try_join_all(urls.iter().map(|url| fetch(server, &shared, url))).await
}

async fn fetch(
    server: &WebServer,
    shared: &Mutex<Option<WebClient>>,
    url: &str,
) -> Result<Page, WebError> {
    let known: Option<WebClient> = shared.lock().await.clone();
    let client = match known {
        Some(client) => client,
        None => {
            let client = server.connect().await?;
            *shared.lock().await = Some(client.clone());
            client
        }
    };
    client.get(url).await
}
