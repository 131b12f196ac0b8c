//! The start page of a blog, made of four sources: two queries and two services of other companies.
use axum::{Json, Router, extract::State, routing::get};
use futures::{FutureExt, StreamExt, stream::FuturesUnordered};
use serde_json::{Value, json};
use services::{Blog, ForecastApi, NewsApi};
use std::time::Duration;
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
    let Sources {
        blog,
        forecast,
        news,
    } = sources;
    let answers = FuturesUnordered::from_iter([
        blog.users()
            .map(|rows| ("users", rows.ok().map(Value::from)))
            .boxed(),
        blog.posts()
            .map(|rows| ("posts", rows.ok().map(Value::from)))
            .boxed(),
        forecast
            .today()
            .map(|text| ("forecast", text.ok().map(Value::from)))
            .boxed(),
        news.headlines()
            .map(|list| ("news", list.ok().map(Value::from)))
            .boxed(),
    ]);
    let mut answers = answers.take_until(Box::pin(sleep(LIMIT)));
    let mut page = json!({ "users": [], "posts": [], "forecast": null, "news": [] });
    while let Some((name, answer)) = answers.next().await {
        if let Some(answer) = answer {
            page[name] = answer;
        }
    }
    Json(page)
}
