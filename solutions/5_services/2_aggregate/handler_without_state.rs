//! The start page of a blog, made of four sources: two queries and two services of other companies.
use axum::{Json, Router, routing::get};
use futures::{FutureExt, TryFutureExt, future::join_all};
use serde_json::{Map, Value};
use services::{Blog, ForecastApi, NewsApi};
use std::{sync::Arc, time::Duration};
use tokio::time::timeout;

/// How long the page waits for a source.
const LIMIT: Duration = Duration::from_secs(5);

/// The service: `GET /start` answers with the start page.
pub fn app(blog: Blog, forecast: ForecastApi, news: NewsApi) -> Router {
    let sources = Arc::new((blog, forecast, news));
    let page = move || {
        let sources = Arc::clone(&sources);
        async move { start_page(&sources).await }
    };
    Router::new().route("/start", get(page))
}

async fn start_page(sources: &(Blog, ForecastApi, NewsApi)) -> Json<Value> {
    let (blog, forecast, news) = sources;
    let none = || Value::Array(Vec::new());
    let questions = [
        (
            "users",
            none(),
            blog.users().map_ok(Value::from).map(Result::ok).boxed(),
        ),
        (
            "posts",
            none(),
            blog.posts().map_ok(Value::from).map(Result::ok).boxed(),
        ),
        (
            "forecast",
            Value::Null,
            forecast.today().map_ok(Value::from).map(Result::ok).boxed(),
        ),
        (
            "news",
            none(),
            news.headlines().map_ok(Value::from).map(Result::ok).boxed(),
        ),
    ];
    let answers = questions.map(|(name, default, question)| async move {
        let answer = timeout(LIMIT, question).await.unwrap_or_default();
        (name.to_owned(), answer.unwrap_or(default))
    });
    let page: Map<String, Value> = join_all(answers).await.into_iter().collect();
    Json(Value::Object(page))
}
