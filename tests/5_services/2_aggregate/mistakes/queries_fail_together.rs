//! Fails: late_sources_give_their_default = cancelled_siblings
//! Fails: failed_sources_give_their_default = cancelled_siblings
//! Fails: a_failure_costs_no_time = wrong_timing
//!
//! The two queries have one limit and one fate.
use axum::{Json, Router, extract::State, routing::get};
use serde_json::{Value, json};
use services::{Blog, ForecastApi, NewsApi};
use std::time::Duration;
use tokio::time::timeout;

type Sources = (Blog, ForecastApi, NewsApi);

/// The service: `GET /start` answers with the start page.
pub fn app(blog: Blog, forecast: ForecastApi, news: NewsApi) -> Router {
    Router::new()
        .route("/start", get(page))
        .with_state((blog, forecast, news))
}

async fn page(State((blog, forecast, news)): State<Sources>) -> Json<Value> {
    let limit = Duration::from_secs(5);
    let (own, others) = tokio::join!(
        timeout(limit, async {
            tokio::try_join!(blog.users(), blog.posts())
        }),
        async {
            tokio::join!(
                timeout(limit, forecast.today()),
                timeout(limit, news.headlines())
            )
        },
    );
    let (users, posts) = own.ok().and_then(Result::ok).unwrap_or_default();
    let forecast = others.0.ok().and_then(Result::ok);
    let news = others.1.ok().and_then(Result::ok).unwrap_or_default();
    Json(json!({ "users": users, "posts": posts, "forecast": forecast, "news": news }))
}
