//! Fails: ten_at_a_time = lost_item
//! Fails: never_fewer_while_pictures_wait = lost_item
//! Fails: all_batches_together = lost_item
//! Fails: failures_are_counted = lost_item
//! Fails: answers_at_once = wrong_result
//! Fails: progress_is_right_at_any_time = lost_item
//!
//! The set of tasks is dropped with the answer, and the tasks with it.
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
};
use serde_json::{Value, json};
use services::Thumbnailer;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::{sync::Semaphore, task::JoinSet};

/// How many thumbnails the service makes at a time.
const LIMIT: usize = 10;

#[derive(Clone)]
struct Batches {
    thumbnailer: Thumbnailer,
    all: Arc<Mutex<Vec<Batch>>>,
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
    let mut work = JoinSet::new();
    for picture in pictures {
        work.spawn(batches.clone().work_on(id, picture));
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

    /// Makes a thumbnail when one of the ten permits is free.
    async fn work_on(self, id: usize, picture: u32) {
        let _permit = self.permits.acquire().await;
        match self.thumbnailer.make(picture).await {
            Ok(()) => self.all()[id].made += 1,
            Err(_) => self.all()[id].failed += 1,
        }
    }

    fn all(&self) -> MutexGuard<'_, Vec<Batch>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
