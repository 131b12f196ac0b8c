//! Fails: three_pages_at_once = sequential
//! Fails: any_number_at_once = sequential
//!
//! One task owns the client, and answers each request before it takes the next.
use futures::future::try_join_all;
use services::{Page, WebClient, WebError, WebServer};
use tokio::sync::{mpsc, oneshot};

/// A page that is wanted, and who wants it.
type Request = (String, oneshot::Sender<Result<Page, WebError>>);

/// Fetches the pages at these URLs, in the order of the URLs.
///
/// # Errors
/// If the server cannot be reached or a page cannot be fetched; with several, the error of one of them.
pub async fn fetch_all(server: &WebServer, urls: &[String]) -> Result<Vec<Page>, WebError> {
    let (requests, received) = mpsc::channel(16);
    tokio::spawn(serve(server.connect().await?, received));
    let fetch = async |url: &String| {
        let (answer, page) = oneshot::channel();
        let sent = requests.send((url.clone(), answer)).await;
        assert!(
            sent.is_ok(),
            "the task serves as long as there are requests"
        );
        page.await.expect("every request is answered")
    };
    try_join_all(urls.iter().map(fetch)).await
}

async fn serve(client: WebClient, mut received: mpsc::Receiver<Request>) {
    while let Some((url, answer)) = received.recv().await {
        // Whoever asked may have left.
        let _ = answer.send(client.get(&url).await);
    }
}
