//! Makes the thumbnails of whole batches of pictures.
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
};
use futures::{StreamExt, channel::mpsc};
use serde_json::{Value, json};
use services::Thumbnailer;
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

/// How many thumbnails the service makes at a time.
const LIMIT: usize = 10;

#[derive(Clone)]
struct Batches {
    all: Arc<Mutex<Vec<Arc<Batch>>>>,
    queue: mpsc::UnboundedSender<(Arc<Batch>, u32)>,
}

/// How far a batch is.
struct Batch {
    made: AtomicUsize,
    failed: AtomicUsize,
    total: usize,
}

/// The service: `POST /batches` takes a list of pictures, `GET /batches/{id}` tells how far a batch is.
pub fn app(thumbnailer: Thumbnailer) -> Router {
    let (queue, pictures) = mpsc::unbounded();
    // Ends when the service is dropped, and the queue with it.
    tokio::spawn(pictures.for_each_concurrent(
        LIMIT,
        move |(batch, picture): (Arc<Batch>, u32)| {
            let thumbnail = thumbnailer.make(picture);
            async move {
                match thumbnail.await {
                    Ok(()) => batch.made.fetch_add(1, SeqCst),
                    Err(_) => batch.failed.fetch_add(1, SeqCst),
                };
            }
        },
    ));
    let all = Arc::default();
    Router::new()
        .route("/batches", post(accept))
        .route("/batches/{id}", get(progress))
        .with_state(Batches { all, queue })
}

async fn accept(
    State(batches): State<Batches>,
    Json(pictures): Json<Vec<u32>>,
) -> (StatusCode, Json<Value>) {
    let batch = Arc::new(Batch {
        made: AtomicUsize::new(0),
        failed: AtomicUsize::new(0),
        total: pictures.len(),
    });
    let id = batches.note(&batch);
    for picture in pictures {
        // The stream lives as long as the queue.
        let _ = batches.queue.unbounded_send((Arc::clone(&batch), picture));
    }
    (StatusCode::ACCEPTED, Json(json!({ "id": id })))
}

async fn progress(
    State(batches): State<Batches>,
    Path(id): Path<usize>,
) -> Result<Json<Value>, StatusCode> {
    let batch = batches.find(id).ok_or(StatusCode::NOT_FOUND)?;
    let (made, failed) = (batch.made.load(SeqCst), batch.failed.load(SeqCst));
    Ok(Json(json!({
        "made": made,
        "failed": failed,
        "total": batch.total,
        "finished": made + failed == batch.total,
    })))
}

impl Batches {
    /// Notes a new batch; gives its id.
    fn note(&self, batch: &Arc<Batch>) -> usize {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(Arc::clone(batch));
        all.len() - 1
    }

    fn find(&self, id: usize) -> Option<Arc<Batch>> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(id).cloned()
    }
}
