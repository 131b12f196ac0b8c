//! Fails: late_sources_give_their_default = cancelled_siblings
//! Fails: failed_sources_give_their_default = cancelled_siblings
//!
//! The first source that fails or is late takes all others along.
use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
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

async fn start_page(State(sources): State<Sources>) -> Result<Json<Value>, StatusCode> {
    let (users, posts, forecast, news) = tokio::try_join!(
        within_limit(sources.blog.users()),
        within_limit(sources.blog.posts()),
        within_limit(sources.forecast.today()),
        within_limit(sources.news.headlines()),
    )?;
    Ok(Json(json!({
        "users": users,
        "posts": posts,
        "forecast": forecast,
        "news": news,
    })))
}

/// What a source says.
async fn within_limit<T, E>(source: impl Future<Output = Result<T, E>>) -> Result<T, StatusCode> {
    let answer = timeout(LIMIT, source).await;
    let answer = answer.map_err(|_| StatusCode::GATEWAY_TIMEOUT)?;
    answer.map_err(|_| StatusCode::BAD_GATEWAY)
}
