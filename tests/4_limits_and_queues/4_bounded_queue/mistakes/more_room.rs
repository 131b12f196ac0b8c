//! Fails: never_more_than_ten_in_memory = no_backpressure
//! Fails: reading_and_uploading_overlap = sequential
//!
//! The queue has room for a thousand photos, which the device has not.
use services::{MemoryCard, Photo, PhotoCloud, UploadError};
use tokio::sync::mpsc::{self, Receiver};

/// Uploads all photos of the card, in their order, and tells how many there were.
///
/// # Errors
/// The error of the first photo that cannot be uploaded. No more photos are uploaded then.
pub async fn back_up(card: &MemoryCard, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let (queue, photos) = mpsc::channel(1_000);
    while let Some(photo) = card.next().await {
        if queue.send(photo).await.is_err() {
            break;
        }
    }
    drop(queue);
    upload_all(photos, cloud).await
}

async fn upload_all(mut photos: Receiver<Photo>, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let mut uploaded = 0;
    while let Some(photo) = photos.recv().await {
        cloud.upload(photo).await?;
        uploaded += 1;
    }
    Ok(uploaded)
}
