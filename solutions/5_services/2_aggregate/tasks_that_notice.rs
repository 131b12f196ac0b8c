//! The start page of a blog, made of four sources: two queries and two services of other companies.
use axum::{Json, Router, extract::State, routing::get};
use serde_json::{Value, json};
use services::{Blog, ForecastApi, NewsApi};
use std::{future::Future, time::Duration};
use tokio::{sync::oneshot, time::sleep};

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
    let users = ask(sources.blog.users());
    let posts = ask(sources.blog.posts());
    let forecast = ask(sources.forecast.today());
    let news = ask(sources.news.headlines());
    Json(json!({
        "users": users.await.unwrap_or_default(),
        "posts": posts.await.unwrap_or_default(),
        "forecast": forecast.await.ok(),
        "news": news.await.unwrap_or_default(),
    }))
}

/// Asks a source in a task; no answer comes if it fails or is late.
fn ask<T, E>(source: impl Future<Output = Result<T, E>> + Send + 'static) -> oneshot::Receiver<T>
where
    T: Send + 'static,
    E: Send,
{
    let (mut asker, answer) = oneshot::channel();
    tokio::spawn(async move {
        tokio::select! {
            // Nobody waits for the answer any more.
            () = asker.closed() => {}
            () = sleep(LIMIT) => {}
            said = source => {
                if let Ok(said) = said {
                    // Who asked may have left just now.
                    let _ = asker.send(said);
                }
            }
        }
    });
    answer
}
