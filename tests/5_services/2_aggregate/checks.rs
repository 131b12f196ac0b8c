//! Stub: as_long_as_the_slowest = sequential
//! Stub: late_sources_give_their_default = timeout_missing
//! Stub: failed_sources_give_their_default = cancelled_siblings
//!
//! Hidden checks of `aggregate`: the page's time, its limit, its defaults, and what it leaves behind.
use aggregate::app;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header::CONTENT_TYPE},
};
use harness::{Diagnosis, Lab, Plan, check};
use serde_json::{Value, json};
use services::{Backend, Blog, ForecastApi, Meter, NewsApi};
use std::time::Duration;
use tokio::runtime::Handle;
use tower::ServiceExt;

const LIMIT: Duration = Duration::from_secs(5);
/// The places of all sources.
const ALL: [usize; 4] = [0, 1, 2, 3];
const JSON: &str = "application/json";
/// The sources by their names on the page.
const SOURCES: [&str; 4] = ["users", "posts", "forecast", "news"];

/// The four sources of a page, and what they say.
struct Sources {
    blog: Blog,
    forecast: ForecastApi,
    news: NewsApi,
    content: Value,
}

impl Sources {
    /// Sources with something to say, each with a latency of its own.
    fn new(lab: &Lab) -> Self {
        let mut sources = Self {
            blog: Blog::new(lab.conditions()),
            forecast: ForecastApi::new(lab.conditions()),
            news: NewsApi::new(lab.conditions()),
            content: json!({ "users": [], "posts": [], "forecast": null, "news": [] }),
        };
        sources.say_more(lab);
        for place in 0..SOURCES.len() {
            sources.set_latency(place, lab.millis(100..=900));
        }
        sources
    }

    /// Adds something to every source.
    fn say_more(&mut self, lab: &Lab) {
        for _ in 0..lab.between(2..=3) {
            let (user, post, headline) = (lab.word(), lab.word(), lab.word());
            for (key, text) in [("users", &user), ("posts", &post), ("news", &headline)] {
                let list = self.content[key].as_array_mut().expect("a list");
                list.push(Value::from(text.as_str()));
            }
            self.blog.add_user(user);
            self.blog.add_post(post);
            self.news.add_headline(headline);
        }
        let forecast = lab.word();
        self.content["forecast"] = Value::from(forecast.as_str());
        self.forecast.set_forecast(forecast);
    }

    /// A source's backend and call.
    fn source(&self, place: usize) -> (&Backend, &'static str) {
        match place {
            0 => (self.blog.backend(), Blog::USERS),
            1 => (self.blog.backend(), Blog::POSTS),
            2 => (self.forecast.backend(), ForecastApi::TODAY),
            _ => (self.news.backend(), NewsApi::HEADLINES),
        }
    }

    fn set_latency(&self, place: usize, latency: Duration) {
        let (backend, call) = self.source(place);
        backend.set_latency(call, latency);
    }

    fn break_source(&self, place: usize) {
        let (backend, call) = self.source(place);
        backend.break_call(call);
    }

    fn mend_all(&self) {
        for place in ALL {
            let (backend, call) = self.source(place);
            backend.mend_call(call);
        }
    }

    fn latency(&self, place: usize) -> Duration {
        let (backend, call) = self.source(place);
        backend.latency_of(call)
    }

    fn slowest(&self) -> Duration {
        let latencies = (0..SOURCES.len()).map(|place| self.latency(place));
        latencies.max().expect("there are four")
    }

    /// The timeline of a page that is asked for at `start`, where only this source fails, if any.
    fn plan(&self, start: Duration, failed: Option<usize>) -> Plan {
        let mut plan = Plan::new();
        for place in 0..SOURCES.len() {
            let (call, latency) = (self.source(place).1, self.latency(place));
            plan = if latency > LIMIT {
                plan.call_given_up(call, start, LIMIT)
            } else if failed == Some(place) {
                plan.failed_call(call, start, latency)
            } else {
                plan.call(call, start, latency)
            };
        }
        plan.returns("GET /start", start + self.slowest().min(LIMIT))
    }

    fn in_flight(&self) -> usize {
        self.meters().map(|meter| meter.in_flight).sum()
    }

    /// Whoever asks nobody leaves nothing behind, and is fast.
    fn expect_asked(&self, lab: &Lab, at_least: usize) {
        let calls: usize = self.meters().map(|meter| meter.calls).sum();
        lab.expect(
            "the requests to the sources",
            Diagnosis::WrongResult,
            calls >= at_least,
            format!("{at_least} or more"),
            calls,
        );
    }

    fn meters(&self) -> impl Iterator<Item = Meter> {
        let others = [self.forecast.backend(), self.news.backend()];
        let backends = [self.blog.backend()].into_iter().chain(others);
        backends.map(|backend| backend.meter())
    }

    /// The service; made by a task of its own, since it may spawn some.
    async fn open(&self, lab: &Lab) -> Router {
        let (blog, forecast) = (self.blog.clone(), self.forecast.clone());
        let news = self.news.clone();
        lab.run("app", async move { app(blog, forecast, news) })
            .await
    }
}

/// What the service answered.
struct Answer {
    status: StatusCode,
    /// What the body is said to be: `application/json`.
    kind: String,
    body: Value,
}

/// Asks for the start page. A body that is no JSON is taken as text.
async fn get(app: Router) -> Answer {
    let request = Request::get("/start").body(Body::empty());
    let Ok(response) = app.oneshot(request.expect("a request")).await;
    let status = response.status();
    let kind = response.headers().get(CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    let kind = kind.trim().to_ascii_lowercase();
    let bytes = to_bytes(response.into_body(), usize::MAX).await;
    let bytes = bytes.unwrap_or_default();
    let text = || Value::from(String::from_utf8_lossy(&bytes).into_owned());
    let body = serde_json::from_slice(&bytes).unwrap_or_else(|_| text());
    Answer { status, kind, body }
}

/// Asks for the start page; tells also whether all sources were asked at once.
async fn start_page(lab: &Lab, sources: &Sources, app: &Router) -> (Answer, bool) {
    let page = lab.start("GET /start", get(app.clone()));
    lab.sleep(Duration::from_millis(1)).await;
    let together = sources.in_flight() == SOURCES.len();
    (page.join().await, together)
}

/// Some of the sources: at least one, and at most so many.
fn some_sources(lab: &Lab, most: u64) -> Vec<usize> {
    let mut places = vec![0, 1, 2, 3];
    lab.shuffle(&mut places);
    let count = lab.between(1..=most);
    places.truncate(usize::try_from(count).expect("at most 4"));
    places
}

/// The page must have the defaults of `missing`, and everything that the other sources say.
fn expect_page(lab: &Lab, what: &str, sources: &Sources, missing: &[usize], actual: &Answer) {
    let mut expected = sources.content.clone();
    let mut spoilt = false;
    for (place, source) in SOURCES.into_iter().enumerate() {
        let default = match source {
            "forecast" => Value::Null,
            _ => json!([]),
        };
        if missing.contains(&place) {
            expected[source] = default;
        } else {
            let shown = actual.body.get(source);
            spoilt |= shown.is_none_or(|shown| *shown == default);
        }
    }
    let meaning = match spoilt && !missing.is_empty() {
        true => Diagnosis::CancelledSiblings,
        false => Diagnosis::WrongResult,
    };
    let text = |status: StatusCode, body: &Value| format!("{status}\n{body:#}");
    let holds = actual.status == StatusCode::OK && actual.body == expected;
    let expected = text(StatusCode::OK, &expected);
    let actual = text(actual.status, &actual.body);
    lab.expect(what, meaning, holds, expected, actual);
}

/// How many tasks there are. A service may have some of its own, which go on whoever comes or leaves.
fn tasks() -> usize {
    Handle::current().metrics().num_alive_tasks()
}

/// Opens the service; tells also how many tasks it has without any visitor.
async fn open_with_its_tasks(lab: &Lab, sources: &Sources) -> (Router, usize) {
    let app = sources.open(lab).await;
    lab.sleep(LIMIT).await;
    (app, tasks())
}

/// No request may be on its way, and no task alive but the service's own.
async fn expect_nothing_left(lab: &Lab, sources: &Sources, own: usize) {
    // Whoever was told to stop has a turn to do so.
    lab.sleep(Duration::from_millis(1)).await;
    if tasks() > own {
        lab.expect_no_task_left("tasks of the service");
    }
    let left = sources.in_flight();
    let what = "requests that are still on their way";
    lab.expect(what, Diagnosis::LeakedTask, left == 0, 0, left);
}

/// The page takes as long as its slowest source.
#[check(timing, points = 4)]
async fn as_long_as_the_slowest(lab: Lab) {
    let sources = Sources::new(&lab);
    let app = sources.open(&lab).await;
    let start = lab.now();
    start_page(&lab, &sources, &app).await;
    let (took, plan) = (lab.now() - start, sources.plan(start, None));
    lab.expect_elapsed("GET /start", sources.slowest(), took, plan);
}

/// A source that is late gives its default after 5 s, and the others are shown. All of them may be late, and the
/// next page shows again what they say.
#[check(timing, points = 3)]
async fn late_sources_give_their_default(lab: Lab) {
    let sources = Sources::new(&lab);
    let app = sources.open(&lab).await;
    let in_time = ALL.map(|place| sources.latency(place));
    // Longer than all limits one after another, so that the two can be told apart.
    let delay = lab.millis(21_000..=60_000);
    for late in [some_sources(&lab, 3), ALL.to_vec()] {
        late.iter()
            .for_each(|&place| sources.set_latency(place, delay));
        let start = lab.now();
        let (page, together) = start_page(&lab, &sources, &app).await;
        let (took, plan) = (lab.now() - start, sources.plan(start, None));
        // One after another, each with its limit, is another mistake than a wrong limit.
        if together || took >= delay {
            lab.expect_time_limit("GET /start", LIMIT, delay, took, plan);
        } else {
            lab.expect_elapsed("GET /start", LIMIT, took, plan);
        }
        let what = format!("the page while {} of 4 sources are late", late.len());
        expect_page(&lab, &what, &sources, &late, &page);
    }
    ALL.map(|place| sources.set_latency(place, in_time[place]));
    let (page, _) = start_page(&lab, &sources, &app).await;
    let what = "the page when no source is late any more";
    expect_page(&lab, what, &sources, &[], &page);
}

/// A source that fails gives its default, and the others are shown. All of them may fail, and the next page shows
/// again what they say.
#[check(behaviour, points = 3)]
async fn failed_sources_give_their_default(lab: Lab) {
    let sources = Sources::new(&lab);
    let app = sources.open(&lab).await;
    let some = some_sources(&lab, 3);
    for failed in [&some, &vec![], &ALL.to_vec()] {
        failed.iter().for_each(|&place| sources.break_source(place));
        let (page, _) = start_page(&lab, &sources, &app).await;
        let what = format!("the page while {} of 4 sources fail", failed.len());
        expect_page(&lab, &what, &sources, failed, &page);
        sources.mend_all();
    }
}

/// A page with a failed source takes as long as its slowest source, too.
#[check(timing, points = 1)]
async fn a_failure_costs_no_time(lab: Lab) {
    let sources = Sources::new(&lab);
    let failed = some_sources(&lab, 1)[0];
    sources.break_source(failed);
    let app = sources.open(&lab).await;
    let start = lab.now();
    let (page, together) = start_page(&lab, &sources, &app).await;
    let (took, plan) = (lab.now() - start, sources.plan(start, Some(failed)));
    sources.expect_asked(&lab, 1);
    // What a page with an error shows, and in which order its sources are asked, is for other checks to say.
    if page.status == StatusCode::OK && together {
        lab.expect_elapsed("GET /start", sources.slowest(), took, plan);
    }
}

/// A source that needs less than 5 s is waited for.
#[check(timing, points = 1)]
async fn slow_sources_are_waited_for(lab: Lab) {
    let sources = Sources::new(&lab);
    for place in some_sources(&lab, 4) {
        sources.set_latency(place, lab.millis(4_000..=4_999));
    }
    let app = sources.open(&lab).await;
    let (page, _) = start_page(&lab, &sources, &app).await;
    let shown = SOURCES.map(|source| page.body[source] == sources.content[source]);
    let shown = shown.into_iter().filter(|shown| *shown).count();
    lab.expect(
        "the page while no source is late",
        Diagnosis::WrongLimit,
        shown == SOURCES.len(),
        "4 sources with what they say",
        format!("{shown} sources with what they say"),
    );
}

/// Each page shows what the sources say when it is asked for, also while another page is half made.
#[check(behaviour, points = 1)]
async fn every_page_is_new(lab: Lab) {
    let mut sources = Sources::new(&lab);
    let app = sources.open(&lab).await;
    let first = lab.run("GET /start", get(app.clone())).await;
    expect_page(&lab, "the first page", &sources, &[], &first);
    let what = "the page's content-type";
    lab.expect_eq(what, JSON.to_owned(), first.kind);
    sources.say_more(&lab);
    let second = lab.run("GET /start", get(app.clone())).await;
    expect_page(&lab, "the second page", &sources, &[], &second);

    // Some sources have answered the third visitor, and not all, when the fourth comes.
    for place in ALL {
        sources.set_latency(place, lab.millis(500..=900));
    }
    for place in some_sources(&lab, 3) {
        sources.set_latency(place, lab.millis(100..=300));
    }
    let third = lab.start("GET /start for the third", get(app.clone()));
    lab.sleep(lab.millis(301..=499)).await;
    sources.say_more(&lab);
    let fourth = lab.run("GET /start for the fourth", get(app)).await;
    expect_page(&lab, "the fourth page", &sources, &[], &fourth);
    third.join().await;
}

/// Visitors do not wait for one another.
#[check(timing, points = 1)]
async fn visitors_do_not_wait_for_one_another(lab: Lab) {
    let sources = Sources::new(&lab);
    let app = sources.open(&lab).await;
    // How long a visitor waits alone is for another check to say.
    let start = lab.now();
    lab.run("GET /start for one", get(app.clone())).await;
    let alone = lab.now() - start;
    sources.expect_asked(&lab, SOURCES.len());
    let start = lab.now();
    let mut plan = Plan::new();
    let mut visitors = Vec::new();
    for number in 1..=lab.between(11..=40) {
        let name = format!("GET /start for visitor {number}");
        plan = plan.returns(&name, start + alone);
        visitors.push(lab.start(name, get(app.clone())));
    }
    for visitor in visitors {
        visitor.join().await;
    }
    lab.expect_elapsed("all their pages", alone, lab.now() - start, plan);
}

/// Nothing is left running for a page that is answered.
#[check(lifecycle, points = 1)]
async fn nothing_runs_after_the_answer(lab: Lab) {
    let sources = Sources::new(&lab);
    let (app, own) = open_with_its_tasks(&lab, &sources).await;
    for place in some_sources(&lab, 3) {
        sources.set_latency(place, lab.millis(12_000..=60_000));
    }
    sources.break_source(some_sources(&lab, 1)[0]);
    start_page(&lab, &sources, &app).await;
    sources.expect_asked(&lab, 1);
    expect_nothing_left(&lab, &sources, own).await;
}

/// Nothing is left running for a visitor who has left, however late.
#[check(lifecycle, points = 2)]
async fn nothing_runs_for_a_visitor_who_has_left(lab: Lab) {
    let sources = Sources::new(&lab);
    let (app, own) = open_with_its_tasks(&lab, &sources).await;
    for place in some_sources(&lab, 4) {
        sources.set_latency(place, lab.millis(4_000..=60_000));
    }
    let visitor = lab.start("GET /start", get(app.clone()));
    lab.sleep(lab.millis(10..=3_900)).await;
    sources.expect_asked(&lab, 1);
    visitor.abort();
    expect_nothing_left(&lab, &sources, own).await;
}

harness::main!();
