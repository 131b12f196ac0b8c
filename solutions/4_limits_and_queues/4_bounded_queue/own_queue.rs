//! The photo backup: uploads the photos of a camera's memory card.
use services::{MemoryCard, Photo, PhotoCloud, UploadError};
use std::{cell::RefCell, collections::VecDeque};
use tokio::sync::Notify;

#[derive(Default)]
struct Shelf {
    photos: RefCell<VecDeque<Option<Photo>>>,
    changed: Notify,
}

/// Uploads all photos of the card, in their order, and tells how many there were.
///
/// # Errors
/// The error of the first photo that cannot be uploaded. No more photos are uploaded then.
pub async fn back_up(card: &MemoryCard, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let shelf = Shelf::default();
    let uploads = upload_all(&shelf, cloud);
    tokio::pin!(uploads);
    tokio::select! {
        uploaded = &mut uploads => return uploaded,
        () = fill(&shelf, card) => {}
    }
    uploads.await
}

async fn fill(shelf: &Shelf, card: &MemoryCard) {
    loop {
        while shelf.photos.borrow().len() >= 8 {
            shelf.changed.notified().await;
        }
        let photo = card.next().await;
        let last = photo.is_none();
        shelf.photos.borrow_mut().push_back(photo);
        shelf.changed.notify_one();
        if last {
            return;
        }
    }
}

async fn upload_all(shelf: &Shelf, cloud: &PhotoCloud) -> Result<usize, UploadError> {
    let mut uploaded = 0;
    loop {
        let next = shelf.photos.borrow_mut().pop_front();
        match next {
            Some(Some(photo)) => {
                shelf.changed.notify_one();
                cloud.upload(photo).await?;
                uploaded += 1;
            }
            Some(None) => return Ok(uploaded),
            None => shelf.changed.notified().await,
        }
    }
}
