//! Fails: an_error_reaches_the_caller = wrong_result
//! Fails: an_error_ends_the_reading = wrong_result
//!
//! The error is kept for the end, and everything after it is still uploaded.
use services::{MemoryCard, Photo, PhotoCloud, UploadError};
use tokio::sync::mpsc::{self, Receiver, Sender};

/// Uploads all photos of the card, in their order, and tells how many there were.
///
/// # Errors
/// The error of the first photo that cannot be uploaded. No more photos are uploaded then.
pub async fn back_up(card: &MemoryCard, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let (queue, photos) = mpsc::channel(8);
    let ((), uploaded) = tokio::join!(read_all(card, queue), upload_all(photos, cloud));
    uploaded
}

async fn read_all(card: &MemoryCard, queue: Sender<Photo>) {
    while let Some(photo) = card.next().await {
        // Nobody uploads any more after an error.
        if queue.send(photo).await.is_err() {
            break;
        }
    }
}

async fn upload_all(mut photos: Receiver<Photo>, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let mut result = Ok(0);
    while let Some(photo) = photos.recv().await {
        let upload = cloud.upload(photo).await;
        result = result.and_then(|uploaded| upload.map(|()| uploaded + 1));
    }
    result
}
