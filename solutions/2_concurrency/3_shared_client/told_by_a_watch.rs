//! The press review: fetches the pages of a news site.
use futures::{StreamExt, TryStreamExt, future::join, stream::FuturesOrdered};
use services::{Page, WebClient, WebError, WebServer};
use tokio::sync::watch;

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    if urls.is_empty() {
        return Ok(Vec::new());
    }
    let (connected, client) = watch::channel(None::<Result<WebClient, WebError>>);
    let connect = async { connected.send_replace(Some(server.connect().await)) };
    let pages = urls.iter().map(|url| fetch(client.clone(), url));
    let pages: FuturesOrdered<_> = pages.collect();
    join(connect, pages.boxed_local().try_collect()).await.1
}

async fn fetch(
    mut client: watch::Receiver<Option<Result<WebClient, WebError>>>,
    url: &str,
) -> Result<Page, WebError> {
    let ready = client
        .wait_for(Option::is_some)
        .await
        .expect("somebody connects")
        .clone();
    ready.expect("waited for it")?.get(url).await
}
