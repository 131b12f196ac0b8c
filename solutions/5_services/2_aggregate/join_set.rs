//! The start page of a blog, made of four sources: two queries and two services of other companies.
use axum::{Json, Router, extract::State, routing::get};
use serde::Serialize;
use serde_json::{Value, json};
use services::{Blog, ForecastApi, NewsApi};
use std::{future::Future, time::Duration};
use tokio::{task::JoinSet, time::timeout};

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
    let mut page = json!({ "users": [], "posts": [], "forecast": null, "news": [] });
    // Dropped with the page, and all that still runs with it.
    let mut answers = JoinSet::new();
    ask(&mut answers, "users", sources.blog.users());
    ask(&mut answers, "posts", sources.blog.posts());
    ask(&mut answers, "forecast", sources.forecast.today());
    ask(&mut answers, "news", sources.news.headlines());
    while let Some(answer) = answers.join_next().await {
        if let Ok((name, Some(answer))) = answer {
            page[name] = answer;
        }
    }
    Json(page)
}

fn ask<T, E>(
    answers: &mut JoinSet<(&'static str, Option<Value>)>,
    name: &'static str,
    source: impl Future<Output = Result<T, E>> + Send + 'static,
) where
    T: Serialize + Send,
    E: Send,
{
    answers.spawn(async move {
        match timeout(LIMIT, source).await {
            Ok(Ok(answer)) => (name, Some(json!(answer))),
            _ => (name, None),
        }
    });
}
