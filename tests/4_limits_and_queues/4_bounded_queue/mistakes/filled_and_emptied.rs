//! Fails: reading_and_uploading_overlap = sequential
//!
//! The queue is filled, then emptied, then filled again.
use services::{MemoryCard, PhotoCloud, UploadError};

/// Uploads all photos of the card, in their order, and tells how many there were.
///
/// # Errors
/// The error of the first photo that cannot be uploaded. No more photos are uploaded then.
pub async fn back_up(card: &MemoryCard, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let mut uploaded = 0;
    loop {
        let mut photos = Vec::new();
        while photos.len() < 10
            && let Some(photo) = card.next().await
        {
            photos.push(photo);
        }
        if photos.is_empty() {
            return Ok(uploaded);
        }
        for photo in photos {
            cloud.upload(photo).await?;
            uploaded += 1;
        }
    }
}
