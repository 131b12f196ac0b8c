//! Fails: answers_at_once = over_serialised
//!
//! The queue has room for a hundred pictures, and the upload waits for more.
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
};
use serde_json::{Value, json};
use services::Thumbnailer;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::mpsc;

/// How many thumbnails the service makes at a time.
const LIMIT: usize = 10;

#[derive(Clone)]
struct Batches {
    thumbnailer: Thumbnailer,
    all: Arc<Mutex<Vec<Batch>>>,
    queue: mpsc::Sender<(usize, u32)>,
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
    let (queue, pictures) = mpsc::channel(100);
    let batches = Batches {
        thumbnailer,
        all: Arc::default(),
        queue,
    };
    let pictures = Arc::new(tokio::sync::Mutex::new(pictures));
    for _ in 0..LIMIT {
        tokio::spawn(batches.clone().work(Arc::clone(&pictures)));
    }
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
        // The workers keep the queue open.
        let _ = batches.queue.send((id, picture)).await;
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

    /// Makes one thumbnail after another.
    async fn work(self, queue: Arc<tokio::sync::Mutex<mpsc::Receiver<(usize, u32)>>>) {
        loop {
            let next = queue.lock().await.recv().await;
            let Some((id, picture)) = next else { return };
            match self.thumbnailer.make(picture).await {
                Ok(()) => self.all()[id].made += 1,
                Err(_) => self.all()[id].failed += 1,
            }
        }
    }

    fn all(&self) -> MutexGuard<'_, Vec<Batch>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
