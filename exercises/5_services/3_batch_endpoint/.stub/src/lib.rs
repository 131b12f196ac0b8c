//! Makes the thumbnails of whole batches of pictures.
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
};
use serde_json::{Value, json};
use services::Thumbnailer;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

#[derive(Clone)]
struct Batches {
    thumbnailer: Thumbnailer,
    all: Arc<Mutex<Vec<Batch>>>,
}

/// How far a batch is.
#[derive(Clone, Copy)]
struct Batch {
    made: usize,
    failed: usize,
    total: usize,
}

/// The service: `POST /batches` takes a list of pictures, `GET /batches/{id}` tells how far a batch is.
pub fn app(thumbnailer: Thumbnailer) -> Router {
    let all = Arc::default();
    Router::new()
        .route("/batches", post(accept))
        .route("/batches/{id}", get(progress))
        .with_state(Batches { thumbnailer, all })
}

async fn accept(
    State(batches): State<Batches>,
    Json(pictures): Json<Vec<u32>>,
) -> (StatusCode, Json<Value>) {
    let id = batches.open(pictures.len());
    for picture in pictures {
        match batches.thumbnailer.make(picture).await {
            Ok(()) => batches.all()[id].made += 1,
            Err(_) => batches.all()[id].failed += 1,
        }
    }
    (StatusCode::ACCEPTED, Json(json!({ "id": id })))
}

async fn progress(
    State(batches): State<Batches>,
    Path(id): Path<usize>,
) -> Result<Json<Value>, StatusCode> {
    let batch = batches.all().get(id).copied();
    let batch = batch.ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(json!({
        "made": batch.made,
        "failed": batch.failed,
        "total": batch.total,
        "finished": batch.made + batch.failed == batch.total,
    })))
}

impl Batches {
    /// Notes a new batch; gives its id.
    fn open(&self, total: usize) -> usize {
        let mut all = self.all();
        all.push(Batch {
            made: 0,
            failed: 0,
            total,
        });
        all.len() - 1
    }

    fn all(&self) -> MutexGuard<'_, Vec<Batch>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
