//! Fails: failed_sources_give_their_default = panicked
//! Fails: a_failure_costs_no_time = panicked
//! Fails: nothing_runs_after_the_answer = panicked
//!
//! A source that fails ends the page.
use axum::{Json, Router, extract::State, routing::get};
use serde_json::{Value, json};
use services::{Blog, ForecastApi, NewsApi};
use std::{future::Future, time::Duration};
use tokio::time::timeout;

/// How long the page waits for a source.
const LIMIT: Duration = Duration::from_secs(5);

#[derive(Clone)]
struct Sources {
    blog: Blog,
    forecast: ForecastApi,
    news: NewsApi,
}

/// The service: `GET /start` answers with the start page.
pub fn app(blog: Blog, forecast: ForecastApi, news: NewsApi) -> Router {
    let sources = Sources {
        blog,
        forecast,
        news,
    };
    Router::new()
        .route("/start", get(start_page))
        .with_state(sources)
}

async fn start_page(State(sources): State<Sources>) -> Json<Value> {
    let (users, posts, forecast, news) = tokio::join!(
        within_limit(sources.blog.users()),
        within_limit(sources.blog.posts()),
        within_limit(sources.forecast.today()),
        within_limit(sources.news.headlines()),
    );
    Json(json!({
        "users": users.unwrap_or_default(),
        "posts": posts.unwrap_or_default(),
        "forecast": forecast,
        "news": news.unwrap_or_default(),
    }))
}

/// What a source says; none if it is late.
async fn within_limit<T, E: std::fmt::Debug>(
    source: impl Future<Output = Result<T, E>>,
) -> Option<T> {
    let answer = timeout(LIMIT, source).await.ok()?;
    Some(answer.expect("the source works"))
}
