//! The start page of a blog, made of four sources: two queries and two services of other companies.
use axum::{Extension, Json, Router, routing::get};
use futures::{FutureExt, StreamExt, future::BoxFuture, stream::FuturesUnordered};
use serde::Serialize;
use serde_json::{Map, Value};
use services::{Blog, ForecastApi, NewsApi};
use std::{sync::Arc, time::Duration};

type Source = Box<dyn Fn() -> BoxFuture<'static, (&'static str, Value)> + Send + Sync>;

fn source<T, E, F>(name: &'static str, ask: impl Fn() -> F + Send + Sync + 'static) -> Source
where
    T: Serialize + Default,
    F: Future<Output = Result<T, E>> + Send + 'static,
{
    Box::new(move || {
        let answer = tokio::time::timeout(Duration::from_secs(5), ask());
        answer
            .map(move |answer| {
                let said = answer.ok().and_then(Result::ok);
                (
                    name,
                    serde_json::to_value(said.unwrap_or_default()).unwrap_or_default(),
                )
            })
            .boxed()
    })
}

/// The service: `GET /start` answers with the start page.
pub fn app(blog: Blog, forecast: ForecastApi, news: NewsApi) -> Router {
    let other = blog.clone();
    let sources: Arc<[Source]> = Arc::new([
        source("users", move || blog.users()),
        source("posts", move || other.posts()),
        source("forecast", move || {
            forecast.today().map(|today| today.map(Some))
        }),
        source("news", move || news.headlines()),
    ]);
    Router::new()
        .route("/start", get(start_page))
        .layer(Extension(sources))
}

async fn start_page(Extension(sources): Extension<Arc<[Source]>>) -> Json<Map<String, Value>> {
    let asked: FuturesUnordered<_> = sources.iter().map(|ask| ask()).collect();
    let page = asked
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
        .await;
    Json(page)
}
