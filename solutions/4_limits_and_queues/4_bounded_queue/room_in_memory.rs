//! The photo backup: uploads the photos of a camera's memory card.
use services::{MemoryCard, PhotoCloud, UploadError};
use std::sync::Arc;
use tokio::sync::{Semaphore, mpsc};

/// Uploads all photos of the card, in their order, and tells how many there were.
///
/// # Errors
/// The error of the first photo that cannot be uploaded. No more photos are uploaded then.
pub async fn back_up(card: &MemoryCard, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let room = Arc::new(Semaphore::new(10));
    let (queue, mut photos) = mpsc::unbounded_channel();
    let read_all = async move {
        loop {
            let room = Arc::clone(&room).acquire_owned().await;
            let room = room.expect("the semaphore is never closed");
            let Some(photo) = card.next().await else {
                break;
            };
            if queue.send((photo, room)).is_err() {
                break;
            }
        }
    };
    let upload_all = async move {
        let mut uploaded = 0;
        while let Some((photo, room)) = photos.recv().await {
            cloud.upload(photo).await?;
            drop(room);
            uploaded += 1;
        }
        Ok(uploaded)
    };
    tokio::join!(read_all, upload_all).1
}
