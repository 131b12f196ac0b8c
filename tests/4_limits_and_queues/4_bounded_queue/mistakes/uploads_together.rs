//! Fails: reading_and_uploading_overlap = wrong_timing
//! Fails: in_the_order_of_the_card = over_limit
//! Fails: an_error_reaches_the_caller = wrong_result
//! Fails: an_error_ends_the_reading = wrong_result
//!
//! Several uploads at a time: faster, and in no order.
use futures::{StreamExt, TryStreamExt, stream};
use services::{MemoryCard, PhotoCloud, UploadError};

/// Uploads all photos of the card, in their order, and tells how many there were.
///
/// # Errors
/// The error of the first photo that cannot be uploaded. No more photos are uploaded then.
pub async fn back_up(card: &MemoryCard, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    stream::unfold(card, async |card| Some((card.next().await?, card)))
        .map(|photo| cloud.upload(photo))
        .buffer_unordered(9)
        .try_fold(0, async |uploaded, ()| Ok(uploaded + 1))
        .await
}
