//! Fails: an_error_reaches_the_caller = panicked
//! Fails: an_error_ends_the_reading = panicked
//!
//! The reading takes it for granted that somebody uploads.
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
        queue.send(photo).await.unwrap();
    }
}

async fn upload_all(mut photos: Receiver<Photo>, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let mut uploaded = 0;
    while let Some(photo) = photos.recv().await {
        cloud.upload(photo).await?;
        uploaded += 1;
    }
    Ok(uploaded)
}
