//! Fails: progress_is_right_at_any_time = wrong_result
//! Fails: every_batch_has_its_own_id = wrong_result
//! Fails: an_empty_batch_is_finished = wrong_result
//!
//! The id is known before the batch is: its task notes it when it runs.
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
};
use serde_json::{Value, json};
use services::Thumbnailer;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::sync::Semaphore;

/// How many thumbnails the service makes at a time.
const LIMIT: usize = 10;

#[derive(Clone)]
struct Batches {
    thumbnailer: Thumbnailer,
    all: Arc<Mutex<HashMap<usize, Batch>>>,
    permits: Arc<Semaphore>,
    next: Arc<AtomicUsize>,
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
        next: Arc::default(),
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
    let id = batches.next.fetch_add(1, Ordering::SeqCst);
    tokio::spawn(async move {
        batches.open(id, pictures.len());
        for picture in pictures {
            tokio::spawn(batches.clone().work_on(id, picture));
        }
    });
    (StatusCode::ACCEPTED, Json(json!({ "id": id })))
}

async fn progress(
    State(batches): State<Batches>,
    Path(id): Path<usize>,
) -> Result<Json<Value>, StatusCode> {
    let batch = batches.all().get(&id).copied();
    let batch = batch.ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(json!({
        "made": batch.made,
        "failed": batch.failed,
        "total": batch.total,
        "finished": batch.made + batch.failed == batch.total,
    })))
}

impl Batches {
    fn open(&self, id: usize, total: usize) {
        let batch = Batch {
            made: 0,
            failed: 0,
            total,
        };
        self.all().insert(id, batch);
    }

    /// Makes a thumbnail when one of the ten permits is free.
    async fn work_on(self, id: usize, picture: u32) {
        let _permit = self.permits.acquire().await;
        match self.thumbnailer.make(picture).await {
            Ok(()) => self.count(id, true),
            Err(_) => self.count(id, false),
        }
    }

    fn count(&self, id: usize, made: bool) {
        if let Some(batch) = self.all().get_mut(&id) {
            batch.made += usize::from(made);
            batch.failed += usize::from(!made);
        }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<usize, Batch>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
