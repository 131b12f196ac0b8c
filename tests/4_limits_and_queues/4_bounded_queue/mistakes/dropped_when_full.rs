//! Fails: any_number_of_photos = lost_item
//! Fails: reading_and_uploading_overlap = lost_item
//! Fails: an_error_ends_the_reading = lost_item
//!
//! The reading does not wait for room in the queue: a photo that finds none is dropped.
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
        let _ = queue.try_send(photo);
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
