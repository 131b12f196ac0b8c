//! Fails: any_number_of_photos = deadlock
//! Fails: never_more_than_ten_in_memory = deadlock
//! Fails: reading_and_uploading_overlap = deadlock
//! Fails: an_error_ends_the_reading = deadlock
//!
//! The reading is a task of its own, and is awaited before the uploading begins.
use services::{MemoryCard, Photo, PhotoCloud, UploadError};
use tokio::sync::mpsc::{self, Receiver};

/// Uploads all photos of the card, in their order, and tells how many there were.
///
/// # Errors
/// The error of the first photo that cannot be uploaded. No more photos are uploaded then.
pub async fn back_up(card: &MemoryCard, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let (queue, photos) = mpsc::channel(8);
    let card = card.clone();
    let reading = tokio::spawn(async move {
        while let Some(photo) = card.next().await {
            if queue.send(photo).await.is_err() {
                break;
            }
        }
    });
    reading.await.expect("reading does not panic");
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
