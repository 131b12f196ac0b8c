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
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

/// How many thumbnails the service makes at a time.
const LIMIT: usize = 10;

#[derive(Clone)]
struct Batches {
    all: Progress,
    queue: UnboundedSender<(usize, u32)>,
}

type Progress = Arc<Mutex<Vec<Batch>>>;

/// How far a batch is.
#[derive(Clone, Copy)]
struct Batch {
    made: usize,
    failed: usize,
    total: usize,
}

/// The service: `POST /batches` takes a list of pictures, `GET /batches/{id}` tells how far a batch is.
pub fn app(thumbnailer: Thumbnailer) -> Router {
    let (queue, pictures) = mpsc::unbounded_channel();
    let batches = Batches {
        all: Arc::default(),
        queue,
    };
    let pictures = Arc::new(tokio::sync::Mutex::new(pictures));
    for _ in 0..LIMIT {
        let all = Arc::clone(&batches.all);
        tokio::spawn(work(thumbnailer.clone(), all, Arc::clone(&pictures)));
    }
    Router::new()
        .route("/batches", post(accept))
        .route("/batches/{id}", get(progress))
        .with_state(batches)
}

/// One of the ten workers; ends when the service is dropped.
async fn work(
    thumbnailer: Thumbnailer,
    all: Progress,
    queue: Arc<tokio::sync::Mutex<UnboundedReceiver<(usize, u32)>>>,
) {
    loop {
        // Only while it waits for a picture does a worker keep the others from the queue.
        let next = queue.lock().await.recv().await;
        let Some((id, picture)) = next else {
            return;
        };
        let made = thumbnailer.make(picture).await;
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        match made {
            Ok(()) => all[id].made += 1,
            Err(_) => all[id].failed += 1,
        }
    }
}

async fn accept(
    State(batches): State<Batches>,
    Json(pictures): Json<Vec<u32>>,
) -> (StatusCode, Json<Value>) {
    let id = batches.open(pictures.len());
    for picture in pictures {
        // The workers live as long as the queue.
        let _ = batches.queue.send((id, picture));
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
