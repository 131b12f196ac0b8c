//! A web server, and a client that must be connected before it can fetch pages.
use crate::{Backend, Call, Conditions, only_checks::only_for_checks};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// The name under which [`Backend`] knows the call that connects.
const CONNECT: &str = "CONNECT";

/// A web server. Clones are handles to the same server.
#[derive(Clone, Debug)]
pub struct WebServer {
    backend: Backend,
    pages: Arc<Mutex<HashMap<String, Page>>>,
}

/// A connected client. It can have any number of requests on their way at once; clones share the connection.
#[derive(Clone, Debug)]
pub struct WebClient {
    server: WebServer,
}

/// A page of a server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Page {
    /// Where it stands, `/news/12`.
    pub url: String,
    /// What it says.
    pub text: String,
}

/// The server did not do what it was asked to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the server refused {request:?}")]
pub struct WebError {
    /// The request: `CONNECT` or `GET /news/12`.
    pub request: String,
}

impl WebServer {
    /// A server without pages.
    pub fn new(conditions: Conditions) -> Self {
        Self {
            backend: Backend::new(conditions),
            pages: Arc::default(),
        }
    }

    /// From now on the server has this page.
    #[track_caller]
    pub fn publish(&self, page: Page) {
        only_for_checks("publish");
        self.pages
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(page.url.clone(), page);
    }

    /// Opens a connection.
    ///
    /// # Errors
    /// If the server does not accept it.
    #[track_caller]
    pub fn connect(&self) -> Call<Result<WebClient, WebError>> {
        let server = self.clone();
        let answer = move |broken: bool| {
            if broken {
                return Err(WebError {
                    request: Self::connect_call(),
                });
            }
            server.backend.count(|meter| meter.connections += 1);
            Ok(WebClient { server })
        };
        self.backend
            .call(Self::connect_call(), answer, Result::is_err)
    }

    /// The name under which [`Backend`] knows the call that connects.
    pub fn connect_call() -> String {
        CONNECT.to_owned()
    }

    /// The name under which [`Backend`] knows the call for a page.
    pub fn get_call(url: &str) -> String {
        format!("GET {url}")
    }

    /// The backend behind the server: its latency, faults and counters.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }
}

impl WebClient {
    /// Fetches the page that stands at a URL.
    ///
    /// # Errors
    /// If there is no such page, or the server does not answer.
    #[track_caller]
    pub fn get(&self, url: &str) -> Call<Result<Page, WebError>> {
        let request = WebServer::get_call(url);
        let (pages, url) = (Arc::clone(&self.server.pages), url.to_owned());
        let error = WebError {
            request: request.clone(),
        };
        let answer = move |broken: bool| {
            let pages = pages.lock().unwrap_or_else(PoisonError::into_inner);
            match pages.get(&url) {
                Some(page) if !broken => Ok(page.clone()),
                _ => Err(error),
            }
        };
        self.server.backend.call(request, answer, Result::is_err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front_page() -> Page {
        Page {
            url: "/".to_owned(),
            text: "the news".to_owned(),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn one_connection_serves_requests_at_once() {
        let server = WebServer::new(Conditions::default());
        server.publish(front_page());
        let client = server.connect().await.expect("the server works");
        let (one, two) = tokio::join!(client.get("/"), client.clone().get("/"));
        assert_eq!((one, two), (Ok(front_page()), Ok(front_page())));
        let meter = server.backend().meter();
        assert_eq!((meter.connections, meter.peak, meter.calls), (1, 2, 3));
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_that_fails_is_not_counted() {
        let server = WebServer::new(Conditions::default());
        server.backend().break_call(&WebServer::connect_call());
        let error = server.connect().await.err().map(|error| error.request);
        assert_eq!(error.as_deref(), Some("CONNECT"));
        assert_eq!(server.backend().meter().connections, 0);
    }

    #[tokio::test(start_paused = true)]
    async fn a_page_that_is_not_there_is_an_error() {
        let server = WebServer::new(Conditions::default());
        let client = server.connect().await.expect("the server works");
        let error = client.get("/").await.map_err(|error| error.request);
        assert_eq!(error, Err("GET /".to_owned()));
    }
}
