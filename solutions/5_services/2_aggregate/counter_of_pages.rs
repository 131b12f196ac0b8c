//! The start page of a blog, made of four sources: two queries and two services of other companies.
use axum::{Json, Router, extract::State, routing::get};
use serde_json::{Value, json};
use services::{Blog, ForecastApi, NewsApi};
use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::time::{interval, timeout};

/// How long the page waits for a source.
const LIMIT: Duration = Duration::from_secs(5);

#[derive(Clone)]
struct Sources {
    blog: Blog,
    forecast: ForecastApi,
    news: NewsApi,
    pages: Arc<AtomicU64>,
}

/// The service: `GET /start` answers with the start page.
pub fn app(blog: Blog, forecast: ForecastApi, news: NewsApi) -> Router {
    let sources = Sources {
        blog,
        forecast,
        news,
        pages: Arc::default(),
    };
    tokio::spawn(count(Arc::downgrade(&sources.pages)));
    Router::new()
        .route("/start", get(start_page))
        .with_state(sources)
}

async fn start_page(State(sources): State<Sources>) -> Json<Value> {
    sources.pages.fetch_add(1, Ordering::Relaxed);
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

/// What a source says; none if it fails or is late.
async fn within_limit<T, E>(source: impl Future<Output = Result<T, E>>) -> Option<T> {
    timeout(LIMIT, source).await.ok()?.ok()
}

/// Once a second: how many pages were asked for. Ends when the service is gone.
async fn count(pages: Weak<AtomicU64>) {
    let mut ticks = interval(Duration::from_secs(1));
    loop {
        ticks.tick().await;
        let Some(pages) = pages.upgrade() else {
            return;
        };
        let _asked_for = pages.swap(0, Ordering::Relaxed);
    }
}
