//! Makes the thumbnails of whole batches of pictures.
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
    sync::{Arc, Mutex, PoisonError},
};
use tokio::{
    sync::{mpsc, watch},
    task::JoinSet,
};

/// How many thumbnails the service makes at a time.
const LIMIT: usize = 10;

#[derive(Clone)]
struct Batches {
    all: Arc<Mutex<HashMap<String, watch::Receiver<Batch>>>>,
    queue: mpsc::UnboundedSender<Picture>,
}

/// A picture, and where its end is noted.
struct Picture {
    number: u32,
    batch: Arc<watch::Sender<Batch>>,
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
    let (queue, pictures) = mpsc::unbounded_channel();
    tokio::spawn(dispatch(thumbnailer, pictures));
    let all = Arc::default();
    Router::new()
        .route("/batches", post(accept))
        .route("/batches/{id}", get(progress))
        .with_state(Batches { all, queue })
}

/// Gives work to ten tasks at a time; ends when the service is dropped.
async fn dispatch(thumbnailer: Thumbnailer, mut pictures: mpsc::UnboundedReceiver<Picture>) {
    let mut work = JoinSet::new();
    while let Some(Picture { number, batch }) = pictures.recv().await {
        while work.len() >= LIMIT {
            work.join_next().await;
        }
        let thumbnail = thumbnailer.make(number);
        work.spawn(async move {
            let made = thumbnail.await;
            batch.send_modify(|batch| match made {
                Ok(()) => batch.made += 1,
                Err(_) => batch.failed += 1,
            });
        });
    }
}

async fn accept(
    State(batches): State<Batches>,
    Json(pictures): Json<Vec<u32>>,
) -> (StatusCode, Json<Value>) {
    let (batch, progress) = watch::channel(Batch {
        made: 0,
        failed: 0,
        total: pictures.len(),
    });
    let id = batches.note(progress);
    let batch = Arc::new(batch);
    for number in pictures {
        let batch = Arc::clone(&batch);
        // The dispatcher lives as long as the queue.
        let _ = batches.queue.send(Picture { number, batch });
    }
    (StatusCode::ACCEPTED, Json(json!({ "id": id })))
}

async fn progress(
    State(batches): State<Batches>,
    Path(id): Path<String>,
) -> Result<Json<Value>, StatusCode> {
    let batch = {
        let all = batches.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&id).map(|batch| *batch.borrow())
    };
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
    fn note(&self, progress: watch::Receiver<Batch>) -> String {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let id = format!("batch-{}", all.len());
        all.insert(id.clone(), progress);
        id
    }
}
