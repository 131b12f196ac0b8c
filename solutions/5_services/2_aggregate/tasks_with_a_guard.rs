//! The start page of a blog, made of four sources: two queries and two services of other companies.
use axum::{Json, Router, extract::State, routing::get};
use serde_json::{Value, json};
use services::{Blog, ForecastApi, NewsApi};
use std::{future::Future, time::Duration};
use tokio::{
    task::JoinHandle,
    time::{Instant, timeout_at},
};

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

/// A task that ends when nobody waits for it any more.
struct Question<T, E>(JoinHandle<Result<T, E>>);

impl<T: Send + 'static, E: Send + 'static> Question<T, E> {
    fn ask(source: impl Future<Output = Result<T, E>> + Send + 'static) -> Self {
        Self(tokio::spawn(source))
    }

    async fn answer(mut self, deadline: Instant) -> Option<T> {
        timeout_at(deadline, &mut self.0).await.ok()?.ok()?.ok()
    }
}

impl<T, E> Drop for Question<T, E> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn start_page(State(sources): State<Sources>) -> Json<Value> {
    let deadline = Instant::now() + LIMIT;
    let users = Question::ask(sources.blog.users());
    let posts = Question::ask(sources.blog.posts());
    let forecast = Question::ask(sources.forecast.today());
    let news = Question::ask(sources.news.headlines());
    Json(json!({
        "users": users.answer(deadline).await.unwrap_or_default(),
        "posts": posts.answer(deadline).await.unwrap_or_default(),
        "forecast": forecast.answer(deadline).await,
        "news": news.answer(deadline).await.unwrap_or_default(),
    }))
}
