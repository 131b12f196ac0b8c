//! Fails: late_sources_give_their_default = timeout_missing
//!
//! All sources are asked at once and have their defaults, and a late one is waited for.
use axum::{Json, Router, extract::State, routing::get};
use serde_json::{Value, json};
use services::{Blog, ForecastApi, NewsApi};

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
        sources.blog.users(),
        sources.blog.posts(),
        sources.forecast.today(),
        sources.news.headlines(),
    );
    Json(json!({
        "users": users.unwrap_or_default(),
        "posts": posts.unwrap_or_default(),
        "forecast": forecast.ok(),
        "news": news.unwrap_or_default(),
    }))
}
