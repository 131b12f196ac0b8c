//! Stub: ten_requests_take_two_seconds = over_limit
//! Stub: never_more_than_five = over_limit
//!
//! Hidden checks of `connection_limit`: how many requests are on their way, how long a list takes, and what is
//! in it.
use connection_limit::price_list;
use harness::{Diagnosis, Lab, Plan, check};
use services::{NoPrice, PriceApi};
use std::time::Duration;

const LIMIT: usize = 5;

/// Different articles, as many as asked for.
fn articles(lab: &Lab, count: usize) -> Vec<u32> {
    let numbers = lab.distinct(count, 1..=9_999);
    numbers
        .into_iter()
        .map(|number| u32::try_from(number).expect("at most 9999"))
        .collect()
}

async fn list(lab: &Lab, api: &PriceApi, articles: &[u32]) -> Vec<Result<u32, NoPrice>> {
    let (api, articles) = (api.clone(), articles.to_vec());
    lab.run(
        "price_list",
        async move { price_list(&api, &articles).await },
    )
    .await
}

/// The list in which this one article has no price.
fn prices(articles: &[u32], failing: u32) -> Vec<Result<u32, NoPrice>> {
    let price = |&article| match article == failing {
        true => Err(NoPrice { article }),
        false => Ok(PriceApi::known_price(article)),
    };
    articles.iter().map(price).collect()
}

fn expect_at_most_the_limit(lab: &Lab, api: &PriceApi) {
    let peak = api.backend().meter().peak;
    lab.expect(
        "requests on their way together",
        Diagnosis::OverLimit,
        peak <= LIMIT,
        format!("at most {LIMIT}"),
        peak,
    );
}

/// Whoever leaves articles out is done sooner.
fn expect_all_asked_for(lab: &Lab, api: &PriceApi, articles: &[u32]) {
    let calls = api.backend().meter().calls;
    lab.expect(
        "requests sent, with one for each article",
        Diagnosis::WrongResult,
        calls >= articles.len(),
        articles.len(),
        calls,
    );
}

/// Takes these articles out of the supplier's list.
fn without_a_price(api: &PriceApi, articles: &[u32]) {
    for &article in articles {
        api.backend().break_call(&PriceApi::call_name(article));
    }
}

/// When all would have been answered if, in the order in which the requests were sent, each had been sent as
/// soon as one of five places was free.
fn without_an_empty_place(api: &PriceApi, start: Duration, failing: &[u32]) -> (Duration, Plan) {
    let failing: Vec<String> = failing.iter().copied().map(PriceApi::call_name).collect();
    let mut free_at = [start; LIMIT];
    let mut plan = Plan::new();
    for call in api.backend().sent() {
        let latency = api.backend().latency_of(&call);
        let place = free_at.iter_mut().min().expect("there are five places");
        plan = match failing.contains(&call) {
            true => plan.failed_call(&call, *place, latency),
            false => plan.call(&call, *place, latency),
        };
        *place += latency;
    }
    let end = free_at.into_iter().max().unwrap_or(start);
    (end - start, plan.returns("price_list", end))
}

/// Ten requests of one second each take two seconds.
#[check(timing, points = 2)]
async fn ten_requests_take_two_seconds(lab: Lab) {
    let api = PriceApi::new(lab.conditions().latency(1_000..=1_000));
    let articles = articles(&lab, 10);
    let start = lab.now();
    let answers = list(&lab, &api, &articles).await;
    let elapsed = lab.now() - start;
    expect_at_most_the_limit(&lab, &api);
    expect_all_asked_for(&lab, &api, &articles);
    let (_, plan) = without_an_empty_place(&api, start, &[]);
    lab.expect_elapsed("price_list", Duration::from_secs(2), elapsed, plan);
    lab.expect_eq("answers in the list", articles.len(), answers.len());
}

/// A list never has more than five requests on their way, however many articles it has.
#[check(race, points = 4)]
async fn never_more_than_five(lab: Lab) {
    let api = PriceApi::new(lab.conditions());
    let count = lab.between(12..=40) as usize;
    let articles = articles(&lab, count);
    let mut failing = articles[..12].to_vec();
    lab.shuffle(&mut failing);
    without_a_price(&api, &failing[..3]);
    list(&lab, &api, &articles).await;
    let peak = api.backend().meter().peak;
    lab.expect_limit("requests on their way together", LIMIT, peak);
}

/// When a request ends and articles are left, the next request is sent at once.
#[check(timing, points = 3)]
async fn no_place_stays_empty(lab: Lab) {
    let api = PriceApi::new(lab.conditions().latency(20..=200));
    let count = lab.between(101..=130) as usize;
    let articles = articles(&lab, count);
    // A place that is lost or rests after an error is missed by all that come later.
    let mut failing = articles.clone();
    lab.shuffle(&mut failing);
    failing.truncate(50);
    without_a_price(&api, &failing);
    // Whoever waits for this one leaves places empty.
    let slow = PriceApi::call_name(articles[lab.between(1..=4) as usize]);
    api.backend().set_latency(&slow, Duration::from_millis(450));
    let start = lab.now();
    list(&lab, &api, &articles).await;
    let elapsed = lab.now() - start;
    expect_all_asked_for(&lab, &api, &articles);
    let (expected, plan) = without_an_empty_place(&api, start, &failing);
    // A list that is faster has more requests on their way, which is for other checks to say.
    lab.expect_elapsed("price_list", expected, elapsed.max(expected), plan);
}

/// However many articles have no price, the others are still asked for.
#[check(deadlock, points = 2)]
async fn errors_do_not_stop_the_list(lab: Lab) {
    let api = PriceApi::new(lab.conditions());
    let articles = articles(&lab, 16);
    let failing = lab.between(6..=9) as usize;
    without_a_price(&api, &articles[..failing]);
    let mut mixed = articles.clone();
    lab.shuffle(&mut mixed);
    let answers = list(&lab, &api, &mixed).await;
    let known = answers.iter().filter(|answer| answer.is_ok()).count();
    lab.expect_eq("prices in the list", articles.len() - failing, known);
    lab.expect(
        "the answers for articles without a price",
        Diagnosis::SwallowedError,
        answers.len() == articles.len(),
        format!("{failing} errors"),
        format!("{} errors", answers.len() - known),
    );
}

/// Each article has its own price or its own error, in the order of the articles.
#[check(behaviour, points = 2)]
async fn in_the_order_of_the_articles(lab: Lab) {
    let api = PriceApi::new(lab.conditions());
    let articles = articles(&lab, 9);
    // At least this answer overtakes no other.
    let slow = PriceApi::call_name(articles[1]);
    let latency = Duration::from_secs(lab.between(61..=99));
    api.backend().set_latency(&slow, latency);
    let failing = articles[lab.between(0..=8) as usize];
    without_a_price(&api, &[failing]);
    let answers = list(&lab, &api, &articles).await;
    lab.expect_in_order("the list", prices(&articles, failing), answers);
    let calls = api.backend().meter().calls;
    lab.expect_times("requests sent for 9 articles", 9, calls);
    // On another day, another article has no price, and some are in the window twice.
    api.backend().mend_call(&PriceApi::call_name(failing));
    let mut window = [articles.as_slice(), &articles[2..], &articles[5..]].concat();
    lab.shuffle(&mut window);
    let failing = articles[lab.between(5..=8) as usize];
    without_a_price(&api, &[failing]);
    let answers = list(&lab, &api, &window).await;
    let what = "a list with some articles in several places";
    lab.expect_in_order(what, prices(&window, failing), answers);
}

/// A list of a few articles takes as long as its slowest request, and an empty list is empty.
#[check(behaviour, points = 1)]
async fn a_few_articles_or_none(lab: Lab) {
    let api = PriceApi::new(lab.conditions());
    let articles = articles(&lab, 3);
    let start = lab.now();
    let answers = list(&lab, &api, &articles).await;
    let elapsed = lab.now() - start;
    expect_all_asked_for(&lab, &api, &articles);
    let (expected, plan) = without_an_empty_place(&api, start, &[]);
    lab.expect_elapsed("price_list", expected, elapsed, plan);
    lab.expect_eq("answers for three articles", 3, answers.len());
    let none = list(&lab, &api, &[]).await;
    lab.expect_eq("the list of no articles", Vec::new(), none);
}

harness::main!();
