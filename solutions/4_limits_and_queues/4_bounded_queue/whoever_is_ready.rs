//! The photo backup: uploads the photos of a camera's memory card.
use services::{MemoryCard, Photo, PhotoCloud, UploadError};
use std::collections::VecDeque;

/// Uploads all photos of the card, in their order, and tells how many there were.
///
/// # Errors
/// The error of the first photo that cannot be uploaded. No more photos are uploaded then.
pub async fn back_up(card: &MemoryCard, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let mut waiting: VecDeque<Photo> = VecDeque::new();
    let mut uploaded = 0;
    let mut reading = Some(Box::pin(card.next()));
    let mut uploading = None;
    loop {
        if uploading.is_none() {
            uploading = waiting.pop_front().map(|photo| cloud.upload(photo));
        }
        if uploading.is_none() && reading.is_none() {
            return Ok(uploaded);
        }
        tokio::select! {
            read = async { reading.as_mut().expect("see the condition").await },
                if reading.is_some() && waiting.len() < 8 =>
            {
                reading = read.is_some().then(|| Box::pin(card.next()));
                waiting.extend(read);
            }
            result = async { uploading.as_mut().expect("see the condition").await },
                if uploading.is_some() =>
            {
                uploading = None;
                result?;
                uploaded += 1;
            }
        }
    }
}
