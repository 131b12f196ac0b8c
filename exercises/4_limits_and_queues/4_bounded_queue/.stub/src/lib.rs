//! The photo backup: uploads the photos of a camera's memory card.
use services::{MemoryCard, Photo, PhotoCloud, UploadError};
use tokio::sync::mpsc::{self, Receiver};

/// Uploads all photos of the card, in their order, and tells how many there were.
///
/// # Errors
/// The error of the first photo that cannot be uploaded. No more photos are uploaded then.
pub async fn back_up(card: &MemoryCard, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    // A photo needs much memory, so only a few may wait for their upload.
    let (queue, photos) = mpsc::channel(8);
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
