//! Makes the thumbnails of whole batches of pictures.
use axum::{
    Json, Router,
    extract::Path,
    http::StatusCode,
    routing::{get, post},
};
use serde::Serialize;
use serde_json::{Value, json};
use services::Thumbnailer;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::{
    sync::{Semaphore, watch},
    task::JoinSet,
};

#[derive(Clone, Copy, Serialize)]
struct Progress {
    made: usize,
    failed: usize,
    total: usize,
    finished: bool,
}

type Batches = Arc<Mutex<BTreeMap<String, watch::Receiver<Progress>>>>;

/// The service: `POST /batches` takes a list of pictures, `GET /batches/{id}` tells how far a batch is.
pub fn app(thumbnailer: Thumbnailer) -> Router {
    let batches = Batches::default();
    let places = Arc::new(Semaphore::new(10));
    let known = Arc::clone(&batches);
    let accept = async move |Json(pictures): Json<Vec<u32>>| {
        let total = pictures.len();
        let progress = Progress {
            made: 0,
            failed: 0,
            total,
            finished: total == 0,
        };
        let (tell, told) = watch::channel(progress);
        let id = {
            let mut batches = batches.lock().unwrap_or_else(PoisonError::into_inner);
            let id = format!("batch-{}", batches.len());
            batches.insert(id.clone(), told);
            id
        };
        tokio::spawn(make(thumbnailer, places, pictures, tell));
        (StatusCode::ACCEPTED, Json(json!({ "id": id })))
    };
    let progress = async move |Path(id): Path<String>| -> Result<Json<Value>, StatusCode> {
        let batches = known.lock().unwrap_or_else(PoisonError::into_inner);
        let batch = batches.get(&id).ok_or(StatusCode::NOT_FOUND)?;
        Ok(Json(json!(*batch.borrow())))
    };
    Router::new()
        .route("/batches", post(accept))
        .route("/batches/{id}", get(progress))
}

async fn make(
    thumbnailer: Thumbnailer,
    places: Arc<Semaphore>,
    pictures: Vec<u32>,
    tell: watch::Sender<Progress>,
) {
    let mut work = JoinSet::new();
    for picture in pictures {
        let (thumbnailer, places, tell) = (thumbnailer.clone(), Arc::clone(&places), tell.clone());
        work.spawn(async move {
            let place = places.acquire().await;
            let made = thumbnailer.make(picture).await.is_ok();
            tell.send_modify(|progress| {
                *(if made {
                    &mut progress.made
                } else {
                    &mut progress.failed
                }) += 1;
                progress.finished = progress.made + progress.failed == progress.total;
            });
            drop(place);
        });
    }
    work.join_all().await;
}
