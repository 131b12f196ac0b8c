//! The photo backup: uploads the photos of a camera's memory card.
use services::{MemoryCard, Photo, PhotoCloud, UploadError};
use tokio::sync::mpsc::{self, Receiver, Sender};

/// Uploads all photos of the card, in their order, and tells how many there were.
///
/// # Errors
/// The error of the first photo that cannot be uploaded. No more photos are uploaded then.
pub async fn back_up(card: &MemoryCard, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    // Eight in the queue, one that waits to be put in and one that is uploaded: ten in memory.
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
    let mut uploaded = 0;
    while let Some(photo) = photos.recv().await {
        cloud.upload(photo).await?;
        uploaded += 1;
    }
    Ok(uploaded)
}
