//! Fails: late_sources_give_their_default = wrong_result
//! Fails: failed_sources_give_their_default = wrong_result
//!
//! A source that fails is shown with what it said the last time.
use axum::{Json, Router, extract::State, routing::get};
use serde_json::{Value, json};
use services::{Blog, ForecastApi, NewsApi};
use std::{
    future::Future,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::time::timeout;

/// How long the page waits for a source.
const LIMIT: Duration = Duration::from_secs(5);

#[derive(Clone)]
struct Sources {
    blog: Blog,
    forecast: ForecastApi,
    news: NewsApi,
    last: Last,
}

/// What the sources said the last time.
type Last = Arc<Mutex<[Option<Value>; 4]>>;

/// The service: `GET /start` answers with the start page.
pub fn app(blog: Blog, forecast: ForecastApi, news: NewsApi) -> Router {
    let sources = Sources {
        blog,
        forecast,
        news,
        last: Arc::default(),
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
    let new = [
        users.map(Value::from),
        posts.map(Value::from),
        forecast.map(Value::from),
        news.map(Value::from),
    ];
    let mut last = sources.last.lock().unwrap_or_else(PoisonError::into_inner);
    for (last, new) in last.iter_mut().zip(new) {
        *last = new.or_else(|| last.take());
    }
    let [users, posts, forecast, news] = last.clone();
    Json(json!({
        "users": users.unwrap_or(json!([])),
        "posts": posts.unwrap_or(json!([])),
        "forecast": forecast,
        "news": news.unwrap_or(json!([])),
    }))
}

/// What a source says; none if it fails or is late.
async fn within_limit<T, E>(source: impl Future<Output = Result<T, E>>) -> Option<T> {
    timeout(LIMIT, source).await.ok()?.ok()
}
