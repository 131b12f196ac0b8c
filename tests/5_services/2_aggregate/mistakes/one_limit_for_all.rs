//! Fails: late_sources_give_their_default = cancelled_siblings
//!
//! One limit stands around all sources, and who has answered by then is given up with the rest.
use axum::{Json, Router, extract::State, routing::get};
use serde_json::{Value, json};
use services::{Blog, ForecastApi, NewsApi};
use std::time::Duration;
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
    let all = async {
        tokio::join!(
            sources.blog.users(),
            sources.blog.posts(),
            sources.forecast.today(),
            sources.news.headlines(),
        )
    };
    let Ok((users, posts, forecast, news)) = timeout(LIMIT, all).await else {
        return Json(json!({ "users": [], "posts": [], "forecast": null, "news": [] }));
    };
    Json(json!({
        "users": users.unwrap_or_default(),
        "posts": posts.unwrap_or_default(),
        "forecast": forecast.ok(),
        "news": news.unwrap_or_default(),
    }))
}
