//! The start page of a blog, made of four sources: two queries and two services of other companies.
use axum::{Json, Router, extract::State, routing::get};
use futures::FutureExt;
use serde_json::{Value, json};
use services::{Blog, ForecastApi, NewsApi};
use std::{pin::pin, time::Duration};
use tokio::time::sleep;

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
    let mut users = sources.blog.users().fuse();
    let mut posts = sources.blog.posts().fuse();
    let mut forecast = sources.forecast.today().fuse();
    let mut news = sources.news.headlines().fuse();
    let mut limit = pin!(sleep(LIMIT));
    let mut page = json!({ "users": [], "posts": [], "forecast": null, "news": [] });
    for _ in 0..4 {
        let (name, answer) = tokio::select! {
            rows = &mut users => ("users", rows.ok().map(Value::from)),
            rows = &mut posts => ("posts", rows.ok().map(Value::from)),
            text = &mut forecast => ("forecast", text.ok().map(Value::from)),
            list = &mut news => ("news", list.ok().map(Value::from)),
            () = &mut limit => break,
        };
        if let Some(answer) = answer {
            page[name] = answer;
        }
    }
    Json(page)
}
