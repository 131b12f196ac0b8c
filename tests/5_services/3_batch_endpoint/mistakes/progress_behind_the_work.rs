//! Fails: progress_is_right_at_any_time = over_serialised
//!
//! A batch is locked while it is worked on, so that nobody can ask how far it is.
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
};
use futures::{StreamExt, stream::FuturesUnordered};
use serde_json::{Value, json};
use services::Thumbnailer;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;

/// How many thumbnails the service makes at a time.
const LIMIT: usize = 10;

#[derive(Clone)]
struct Batches {
    thumbnailer: Thumbnailer,
    all: Arc<Mutex<Vec<Shared>>>,
    permits: Arc<Semaphore>,
}

/// A batch, locked while it is worked on.
type Shared = Arc<tokio::sync::Mutex<Batch>>;

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
    tokio::spawn(batches.work_on(id, pictures));
    (StatusCode::ACCEPTED, Json(json!({ "id": id })))
}

async fn progress(
    State(batches): State<Batches>,
    Path(id): Path<usize>,
) -> Result<Json<Value>, StatusCode> {
    let batch = batches.all().get(id).cloned();
    let batch = batch.ok_or(StatusCode::NOT_FOUND)?;
    let batch = *batch.lock().await;
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
        let batch = Batch {
            made: 0,
            failed: 0,
            total,
        };
        all.push(Arc::new(tokio::sync::Mutex::new(batch)));
        all.len() - 1
    }

    async fn work_on(self, id: usize, pictures: Vec<u32>) {
        let batch = Arc::clone(&self.all()[id]);
        let mut batch = batch.lock().await;
        let work = pictures.into_iter().map(|picture| self.make(picture));
        let mut work: FuturesUnordered<_> = work.collect();
        while let Some(made) = work.next().await {
            match made {
                true => batch.made += 1,
                false => batch.failed += 1,
            }
        }
    }

    /// Makes a thumbnail when one of the ten permits is free; tells whether it was made.
    async fn make(&self, picture: u32) -> bool {
        let _permit = self.permits.acquire().await;
        self.thumbnailer.make(picture).await.is_ok()
    }

    fn all(&self) -> MutexGuard<'_, Vec<Shared>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
