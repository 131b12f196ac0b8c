//! Fails: late_sources_give_their_default = wrong_timing
//! Fails: failed_sources_give_their_default = wrong_result
//! Fails: every_page_is_new = wrong_result
//! Fails: visitors_do_not_wait_for_one_another = wrong_timing
//!
//! The first page is kept and shown to everybody.
use axum::{Json, Router, extract::State, routing::get};
use serde_json::{Value, json};
use services::{Blog, ForecastApi, NewsApi};
use std::{future::Future, sync::Arc, time::Duration};
use tokio::{sync::OnceCell, time::timeout};

/// How long the page waits for a source.
const LIMIT: Duration = Duration::from_secs(5);

#[derive(Clone)]
struct Sources {
    blog: Blog,
    forecast: ForecastApi,
    news: NewsApi,
    page: Arc<OnceCell<Value>>,
}

/// The service: `GET /start` answers with the start page.
pub fn app(blog: Blog, forecast: ForecastApi, news: NewsApi) -> Router {
    let sources = Sources {
        blog,
        forecast,
        news,
        page: Arc::default(),
    };
    Router::new()
        .route("/start", get(start_page))
        .with_state(sources)
}

async fn start_page(State(sources): State<Sources>) -> Json<Value> {
    let page = Arc::clone(&sources.page);
    Json(page.get_or_init(|| make_page(sources)).await.clone())
}

async fn make_page(sources: Sources) -> Value {
    let (users, posts, forecast, news) = tokio::join!(
        within_limit(sources.blog.users()),
        within_limit(sources.blog.posts()),
        within_limit(sources.forecast.today()),
        within_limit(sources.news.headlines()),
    );
    json!({
        "users": users.unwrap_or_default(),
        "posts": posts.unwrap_or_default(),
        "forecast": forecast,
        "news": news.unwrap_or_default(),
    })
}

/// What a source says; none if it fails or is late.
async fn within_limit<T, E>(source: impl Future<Output = Result<T, E>>) -> Option<T> {
    timeout(LIMIT, source).await.ok()?.ok()
}
