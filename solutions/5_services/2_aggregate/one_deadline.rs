//! The start page of a blog, made of four sources: two queries and two services of other companies.
use axum::{Json, Router, extract::State, routing::get};
use serde::Serialize;
use services::{Blog, ForecastApi, NewsApi};
use std::{future::Future, time::Duration};
use tokio::time::{Instant, timeout_at};

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

#[derive(Serialize)]
struct StartPage {
    users: Vec<String>,
    posts: Vec<String>,
    forecast: Option<String>,
    news: Vec<String>,
}

async fn start_page(State(sources): State<Sources>) -> Json<StartPage> {
    let deadline = Instant::now() + LIMIT;
    let (users, posts, forecast, news) = futures::join!(
        until(deadline, sources.blog.users()),
        until(deadline, sources.blog.posts()),
        until(deadline, sources.forecast.today()),
        until(deadline, sources.news.headlines()),
    );
    Json(StartPage {
        users: users.unwrap_or_default(),
        posts: posts.unwrap_or_default(),
        forecast,
        news: news.unwrap_or_default(),
    })
}

async fn until<T, E>(deadline: Instant, source: impl Future<Output = Result<T, E>>) -> Option<T> {
    match timeout_at(deadline, source).await {
        Ok(Ok(answer)) => Some(answer),
        Ok(Err(_)) | Err(_) => None,
    }
}
