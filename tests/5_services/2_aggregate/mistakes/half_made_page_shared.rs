//! Fails: every_page_is_new = wrong_result
//!
//! Who comes while a page is made gets that page, with what sources said before.
use axum::{Json, Router, extract::State, routing::get};
use futures::{
    FutureExt,
    future::{BoxFuture, WeakShared},
};
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
    half_made: Arc<Mutex<Option<WeakShared<Page>>>>,
}

type Page = BoxFuture<'static, Value>;

/// The service: `GET /start` answers with the start page.
pub fn app(blog: Blog, forecast: ForecastApi, news: NewsApi) -> Router {
    let sources = Sources {
        blog,
        forecast,
        news,
        half_made: Arc::default(),
    };
    Router::new()
        .route("/start", get(start_page))
        .with_state(sources)
}

async fn start_page(State(sources): State<Sources>) -> Json<Value> {
    let page = {
        let slot = Arc::clone(&sources.half_made);
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        let half_made = slot.as_ref().and_then(WeakShared::upgrade);
        half_made.unwrap_or_else(|| {
            let page = make_page(sources).boxed().shared();
            *slot = page.downgrade();
            page
        })
    };
    Json(page.await)
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
