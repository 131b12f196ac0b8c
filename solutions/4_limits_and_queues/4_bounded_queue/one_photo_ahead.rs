//! The photo backup: uploads the photos of a camera's memory card.
use services::{MemoryCard, PhotoCloud, UploadError};

/// Uploads all photos of the card, in their order, and tells how many there were.
///
/// # Errors
/// The error of the first photo that cannot be uploaded. No more photos are uploaded then.
pub async fn back_up(card: &MemoryCard, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let mut uploaded = 0;
    let mut next = card.next().await;
    while let Some(photo) = next {
        let (upload, read) = tokio::join!(cloud.upload(photo), card.next());
        upload?;
        uploaded += 1;
        next = read;
    }
    Ok(uploaded)
}
