//! The start page of a blog, made of four sources: two queries and two services of other companies.
use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
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

async fn start_page(State(sources): State<Sources>) -> Result<Json<Value>, StatusCode> {
    let users = sources.blog.users().await.map_err(unavailable)?;
    let posts = sources.blog.posts().await.map_err(unavailable)?;
    let forecast = sources.forecast.today().await.map_err(unavailable)?;
    let news = sources.news.headlines().await.map_err(unavailable)?;
    Ok(Json(json!({
        "users": users,
        "posts": posts,
        "forecast": forecast,
        "news": news,
    })))
}

fn unavailable<E>(_: E) -> StatusCode {
    StatusCode::BAD_GATEWAY
}
