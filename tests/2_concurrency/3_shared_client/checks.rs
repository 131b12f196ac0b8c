//! Stub: one_connection = extra_connections
//!
//! Hidden checks of `shared_client`: connections, time, order, and errors.
use harness::{Diagnosis, Lab, Plan, check};
use services::{Page, WebError, WebServer};
use shared_client::fetch_all;
use std::time::Duration;

/// A server with this many pages.
fn publish(lab: &Lab, count: usize) -> (WebServer, Vec<Page>) {
    let server = WebServer::new(lab.conditions());
    let numbers = lab.distinct(count, 1..=999);
    let page = |number| Page {
        url: format!("/news/{number}"),
        text: format!("{} {}", lab.word(), lab.word()),
    };
    let pages: Vec<Page> = numbers.into_iter().map(page).collect();
    for page in &pages {
        server.publish(page.clone());
    }
    (server, pages)
}

async fn fetch(lab: &Lab, server: &WebServer, pages: &[Page]) -> Result<Vec<Page>, WebError> {
    let server = server.clone();
    let urls: Vec<String> = pages.iter().map(|page| page.url.clone()).collect();
    lab.run("fetch_all", async move { fetch_all(&server, &urls).await })
        .await
}

/// Fetches and expects that it takes as long as connecting and the slowest of the pages.
async fn expect_the_time_of_the_slowest(lab: &Lab, server: &WebServer, pages: &[Page]) {
    let start = lab.now();
    let connect = WebServer::connect_call();
    let connecting = server.backend().latency_of(&connect);
    let mut plan = Plan::new().call(&connect, start, connecting);
    let mut slowest = Duration::ZERO;
    for page in pages {
        let call = WebServer::get_call(&page.url);
        let latency = server.backend().latency_of(&call);
        slowest = slowest.max(latency);
        plan = plan.call(&call, start + connecting, latency);
    }
    let expected = connecting + slowest;
    plan = plan.returns("fetch_all", start + expected);
    drop(fetch(lab, server, pages).await);
    lab.expect_elapsed("fetch_all", expected, lab.now() - start, plan);
    let answered = server.backend().meter().answered;
    lab.expect(
        "the pages that the server sent",
        Diagnosis::WrongResult,
        answered > pages.len(),
        pages.len(),
        answered.saturating_sub(1),
    );
}

/// Expects that one connection was asked for until now.
fn expect_one_connection(lab: &Lab, what: &str, server: &WebServer) {
    // Whoever hangs up early has knocked all the same.
    let sent = server.backend().sent();
    let asked = sent
        .iter()
        .filter(|call| **call == WebServer::connect_call());
    lab.expect_connections(what, 1, asked.count());
}

/// All pages are fetched over one connection.
#[check(behaviour, points = 5)]
async fn one_connection(lab: Lab) {
    for many in [0, 100] {
        let count = many + lab.between(3..=8) as usize;
        let (server, pages) = publish(&lab, count);
        drop(fetch(&lab, &server, &pages).await);
        expect_one_connection(&lab, "the connections that were opened", &server);
    }
    // It can serve on after a page that is not there.
    let (server, pages) = publish(&lab, 4);
    let page = &pages[lab.between(0..=3) as usize];
    server.backend().break_call(&WebServer::get_call(&page.url));
    drop(fetch(&lab, &server, &pages).await);
    let what = "the connections that were opened for pages, one of which fails";
    expect_one_connection(&lab, what, &server);
}

/// Three pages are there as soon as the slowest of them.
#[check(timing, points = 3)]
async fn three_pages_at_once(lab: Lab) {
    let (server, pages) = publish(&lab, 3);
    expect_the_time_of_the_slowest(&lab, &server, &pages).await;
}

/// However many pages there are, they are there as soon as the slowest of them.
#[check(timing, points = 1)]
async fn any_number_at_once(lab: Lab) {
    let count = 300 + lab.between(5..=30) as usize;
    let (server, pages) = publish(&lab, count);
    expect_the_time_of_the_slowest(&lab, &server, &pages).await;
}

/// The pages come in the order of the URLs, whichever comes first.
#[check(behaviour, points = 1)]
async fn in_the_order_of_the_urls(lab: Lab) {
    let (server, pages) = publish(&lab, 6);
    // At least this page is overtaken.
    let call = WebServer::get_call(&pages[1].url);
    server
        .backend()
        .set_latency(&call, Duration::from_millis(200));
    let fetched = fetch(&lab, &server, &pages).await.unwrap_or_default();
    lab.expect_in_order("the pages", pages.clone(), fetched);
    // Those that are asked for again stand in each of their places.
    let again = [0, 1, 0, 2, 1, 0].map(|place: usize| pages[place].clone());
    let fetched = fetch(&lab, &server, &again).await.unwrap_or_default();
    lab.expect_in_order("the pages, some of them again", again.to_vec(), fetched);
}

/// If the server cannot be reached or a page cannot be fetched, the caller gets that error; with several, one of them.
#[check(behaviour, points = 2)]
async fn a_failure_reaches_the_caller(lab: Lab) {
    let (server, pages) = publish(&lab, 4);
    let mut gets: Vec<String> = pages
        .iter()
        .map(|page| WebServer::get_call(&page.url))
        .collect();
    lab.shuffle(&mut gets);
    for refused in [&gets[..1], &[WebServer::connect_call()], &gets[..3]] {
        for request in refused {
            server.backend().break_call(request);
        }
        let answer = fetch(&lab, &server, &pages).await;
        let mut errors = Vec::new();
        for request in refused {
            server.backend().mend_call(request);
            errors.push(WebError {
                request: request.clone(),
            });
        }
        // With several, the caller chooses.
        let told = errors.iter().find(|&error| answer.as_ref() == Err(error));
        let error = told.unwrap_or(&errors[0]).clone();
        let what = match errors.len() {
            1 => "the answer while the server refuses a request",
            _ => "the answer while the server refuses several requests",
        };
        lab.expect(
            what,
            Diagnosis::SwallowedError,
            answer.is_err(),
            format!("Err({error:?})"),
            format!("{answer:?}"),
        );
        lab.expect_eq("the error", Err(error), answer);
    }
}

/// No URLs give no pages.
#[check(behaviour, points = 1)]
async fn nothing_to_fetch(lab: Lab) {
    let (server, _) = publish(&lab, 2);
    let answer = fetch(&lab, &server, &[]).await;
    lab.expect_eq("the answer to an empty list", Ok(Vec::new()), answer);
}

harness::main!();
