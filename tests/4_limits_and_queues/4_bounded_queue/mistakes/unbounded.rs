//! Fails: never_more_than_ten_in_memory = no_backpressure
//! Fails: reading_and_uploading_overlap = sequential
//!
//! A queue without a limit takes the whole card before the first upload.
use services::{MemoryCard, PhotoCloud, UploadError};
use tokio::sync::mpsc;

/// Uploads all photos of the card, in their order, and tells how many there were.
///
/// # Errors
/// The error of the first photo that cannot be uploaded. No more photos are uploaded then.
pub async fn back_up(card: &MemoryCard, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let (queue, mut photos) = mpsc::unbounded_channel();
    while let Some(photo) = card.next().await {
        if queue.send(photo).is_err() {
            break;
        }
    }
    drop(queue);
    let mut uploaded = 0;
    while let Some(photo) = photos.recv().await {
        cloud.upload(photo).await?;
        uploaded += 1;
    }
    Ok(uploaded)
}
