//! Takes batches of pictures, and makes no thumbnail.
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
};
use serde_json::{Value, json};
use services::Thumbnailer;
use std::sync::{Arc, Mutex};

type Totals = Arc<Mutex<Vec<usize>>>;

pub fn app(_: Thumbnailer) -> Router {
    Router::new()
        .route("/batches", post(accept))
        .route("/batches/{id}", get(progress))
        .with_state(Totals::default())
}

async fn accept(
    State(all): State<Totals>,
    Json(pictures): Json<Vec<u32>>,
) -> (StatusCode, Json<Value>) {
    let mut all = all.lock().unwrap();
    all.push(pictures.len());
    (StatusCode::ACCEPTED, Json(json!({ "id": all.len() - 1 })))
}

async fn progress(
    State(all): State<Totals>,
    Path(id): Path<usize>,
) -> Result<Json<Value>, StatusCode> {
    let total = all
        .lock()
        .unwrap()
        .get(id)
        .copied()
        .ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(
        json!({ "made": 0, "failed": 0, "total": total, "finished": total == 0 }),
    ))
}
