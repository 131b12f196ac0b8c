//! Fails: progress_is_right_at_any_time = wrong_result
//!
//! A finished batch is forgotten when its end was told once.
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
};
use serde_json::{Value, json};
use services::Thumbnailer;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;

/// How many thumbnails the service makes at a time.
const LIMIT: usize = 10;

#[derive(Clone)]
struct Batches {
    thumbnailer: Thumbnailer,
    all: Arc<Mutex<Vec<Option<Batch>>>>,
    permits: Arc<Semaphore>,
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
    let batches = Batches {
        thumbnailer,
        all: Arc::default(),
        permits: Arc::new(Semaphore::new(LIMIT)),
    };
    Router::new()
        .route("/batches", post(accept))
        .route("/batches/{id}", get(progress))
        .with_state(batches)
}

async fn accept(
    State(batches): State<Batches>,
    Json(pictures): Json<Vec<u32>>,
) -> (StatusCode, Json<Value>) {
    let id = batches.open(pictures.len());
    for picture in pictures {
        tokio::spawn(batches.clone().work_on(id, picture));
    }
    (StatusCode::ACCEPTED, Json(json!({ "id": id })))
}

async fn progress(
    State(batches): State<Batches>,
    Path(id): Path<usize>,
) -> Result<Json<Value>, StatusCode> {
    let mut all = batches.all();
    let place = all.get_mut(id).ok_or(StatusCode::NOT_FOUND)?;
    let batch = place.ok_or(StatusCode::NOT_FOUND)?;
    if batch.made + batch.failed == batch.total {
        // Nobody needs it any more.
        *place = None;
    }
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
        all.push(Some(Batch {
            made: 0,
            failed: 0,
            total,
        }));
        all.len() - 1
    }

    /// Makes a thumbnail when one of the ten permits is free.
    async fn work_on(self, id: usize, picture: u32) {
        let _permit = self.permits.acquire().await;
        let made = self.thumbnailer.make(picture).await;
        if let Some(batch) = &mut self.all()[id] {
            match made {
                Ok(()) => batch.made += 1,
                Err(_) => batch.failed += 1,
            }
        }
    }

    fn all(&self) -> MutexGuard<'_, Vec<Option<Batch>>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
