//! Fails: as_long_as_the_slowest = over_serialised
//! Fails: late_sources_give_their_default = over_serialised
//!
//! The two queries run together, and then the two services of others.
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
    let (users, posts) = tokio::join!(
        within_limit(sources.blog.users()),
        within_limit(sources.blog.posts()),
    );
    let (forecast, news) = tokio::join!(
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

/// What a source says; none if it fails or is late.
async fn within_limit<T, E>(source: impl Future<Output = Result<T, E>>) -> Option<T> {
    timeout(LIMIT, source).await.ok()?.ok()
}
