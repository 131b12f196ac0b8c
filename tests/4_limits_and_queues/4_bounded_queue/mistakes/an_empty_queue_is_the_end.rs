//! Fails: any_number_of_photos = lost_item
//! Fails: reading_and_uploading_overlap = lost_item
//!
//! The uploader ends when the queue is empty, although the card may have more photos.
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
        if queue.send(photo).await.is_err() {
            break;
        }
    }
}

async fn upload_all(mut photos: Receiver<Photo>, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let mut uploaded = 0;
    let mut next = photos.recv().await;
    while let Some(photo) = next {
        cloud.upload(photo).await?;
        uploaded += 1;
        next = photos.try_recv().ok();
    }
    Ok(uploaded)
}
