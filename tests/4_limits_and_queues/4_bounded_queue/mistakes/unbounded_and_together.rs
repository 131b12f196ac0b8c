//! Fails: never_more_than_ten_in_memory = no_backpressure
//!
//! Reading and uploading overlap, and nothing keeps the reading from running far ahead.
use services::{MemoryCard, PhotoCloud, UploadError};
use tokio::sync::mpsc;

/// Uploads all photos of the card, in their order, and tells how many there were.
///
/// # Errors
/// The error of the first photo that cannot be uploaded. No more photos are uploaded then.
pub async fn back_up(card: &MemoryCard, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let (queue, mut photos) = mpsc::unbounded_channel();
    let card = card.clone();
    tokio::spawn(async move {
        while let Some(photo) = card.next().await {
            if queue.send(photo).is_err() {
                break;
            }
        }
    });
    let mut uploaded = 0;
    while let Some(photo) = photos.recv().await {
        cloud.upload(photo).await?;
        uploaded += 1;
    }
    Ok(uploaded)
}
