//! Fails: an_error_reaches_the_caller = swallowed_error
//!
//! When the card has ended, nobody looks at what became of the last upload.
use services::{MemoryCard, PhotoCloud, UploadError};

/// Uploads all photos of the card, in their order, and tells how many there were.
///
/// # Errors
/// The error of the first photo that cannot be uploaded. No more photos are uploaded then.
pub async fn back_up(card: &MemoryCard, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let Some(mut photo) = card.next().await else {
        return Ok(0);
    };
    let mut uploaded = 0;
    loop {
        let (result, next) = tokio::join!(cloud.upload(photo), card.next());
        uploaded += 1;
        let Some(next) = next else {
            return Ok(uploaded);
        };
        result?;
        photo = next;
    }
}
