//! The photo backup: uploads the photos of a camera's memory card.
use futures::{SinkExt, StreamExt, channel::mpsc, future, stream};
use services::{MemoryCard, PhotoCloud, UploadError};

/// Uploads all photos of the card, in their order, and tells how many there were.
///
/// # Errors
/// The error of the first photo that cannot be uploaded. No more photos are uploaded then.
pub async fn back_up(card: &MemoryCard, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let (mut queue, mut photos) = mpsc::channel(6);
    let read_all = async move {
        let card = stream::unfold(card, async |card| Some((card.next().await?, card)));
        let mut card = Box::pin(card.map(Ok));
        // Fails when nobody uploads any more.
        let _ = queue.send_all(&mut card).await;
    };
    let upload_all = async move {
        let mut uploaded = 0;
        while let Some(photo) = photos.next().await {
            cloud.upload(photo).await?;
            uploaded += 1;
        }
        Ok(uploaded)
    };
    future::join(read_all, upload_all).await.1
}
