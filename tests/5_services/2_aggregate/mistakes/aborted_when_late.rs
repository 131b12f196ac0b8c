//! Fails: nothing_runs_for_a_visitor_who_has_left = leaked_task
//!
//! A late task is aborted, and the tasks of a visitor who has left run on.
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

/// What a source says; none if it fails or is late.
async fn within_limit<T, E>(
    source: impl Future<Output = Result<T, E>> + Send + 'static,
) -> Option<T>
where
    T: Send + 'static,
    E: Send + 'static,
{
    let mut question = tokio::spawn(source);
    let Ok(answer) = timeout(LIMIT, &mut question).await else {
        question.abort();
        return None;
    };
    answer.ok()?.ok()
}
