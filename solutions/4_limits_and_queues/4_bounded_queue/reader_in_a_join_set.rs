//! The photo backup: uploads the photos of a camera's memory card.
use services::{MemoryCard, PhotoCloud, UploadError};
use tokio::{sync::mpsc, task::JoinSet};

/// Uploads all photos of the card, in their order, and tells how many there were.
///
/// # Errors
/// The error of the first photo that cannot be uploaded. No more photos are uploaded then.
pub async fn back_up(card: &MemoryCard, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let (queue, mut photos) = mpsc::channel(1);
    // Dropping the set ends the reading.
    let mut reading = JoinSet::new();
    let card = card.clone();
    reading.spawn(async move {
        while let Some(photo) = card.next().await {
            if queue.send(photo).await.is_err() {
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
