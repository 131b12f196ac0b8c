//! The start page of a blog, made of four sources: two queries and two services of other companies.
use axum::{Json, Router, extract::State, routing::get};
use serde_json::{Value, json};
use services::{Blog, ForecastApi, NewsApi};
use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::{Context, Poll},
    time::Duration,
};
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
    let mut users = pin!(sources.blog.users());
    let mut posts = pin!(sources.blog.posts());
    let mut forecast = pin!(sources.forecast.today());
    let mut news = pin!(sources.news.headlines());
    let mut limit = pin!(sleep(LIMIT));
    let (mut names, mut titles, mut weather, mut headlines) = (None, None, None, None);
    poll_fn(|cx| {
        let all = step(&mut users, &mut names, cx)
            & step(&mut posts, &mut titles, cx)
            & step(&mut forecast, &mut weather, cx)
            & step(&mut news, &mut headlines, cx);
        if all {
            return Poll::Ready(());
        }
        limit.as_mut().poll(cx)
    })
    .await;
    Json(json!({
        "users": names.flatten().unwrap_or_default(),
        "posts": titles.flatten().unwrap_or_default(),
        "forecast": weather.flatten(),
        "news": headlines.flatten().unwrap_or_default(),
    }))
}

/// Polls a source that has not answered yet; true if it has.
fn step<T, E>(
    source: &mut (impl Future<Output = Result<T, E>> + Unpin),
    said: &mut Option<Option<T>>,
    cx: &mut Context<'_>,
) -> bool {
    if said.is_none()
        && let Poll::Ready(answer) = std::pin::Pin::new(source).poll(cx)
    {
        *said = Some(answer.ok());
    }
    said.is_some()
}
