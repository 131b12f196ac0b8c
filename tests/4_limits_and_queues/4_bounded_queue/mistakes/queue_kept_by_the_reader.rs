//! Fails: an_error_ends_the_reading = leaked_task
//!
//! The reader keeps the queue open, and is never told that nobody uploads any more.
use services::{MemoryCard, PhotoCloud, UploadError};
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc};

/// Uploads all photos of the card, in their order, and tells how many there were.
///
/// # Errors
/// The error of the first photo that cannot be uploaded. No more photos are uploaded then.
pub async fn back_up(card: &MemoryCard, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let (queue, photos) = mpsc::channel(8);
    let photos = Arc::new(Mutex::new(photos));
    let (card, kept) = (card.clone(), Arc::clone(&photos));
    tokio::spawn(async move {
        let _kept = kept;
        while let Some(photo) = card.next().await {
            if queue.send(photo).await.is_err() {
                break;
            }
        }
    });
    let mut uploaded = 0;
    while let Some(photo) = photos.lock().await.recv().await {
        cloud.upload(photo).await?;
        uploaded += 1;
    }
    Ok(uploaded)
}
