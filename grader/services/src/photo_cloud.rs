//! A service that keeps photos.
use crate::{Backend, Call, Conditions, Photo, only_checks::only_for_checks};
use std::sync::{Arc, Mutex, PoisonError};

/// Keeps the photos that are uploaded. Clones are handles to the same service.
#[derive(Clone, Debug)]
pub struct PhotoCloud {
    backend: Backend,
    kept: Arc<Mutex<Vec<u32>>>,
}

/// A photo could not be uploaded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("photo {photo} could not be uploaded")]
pub struct UploadError {
    /// The photo's number.
    pub photo: u32,
}

impl PhotoCloud {
    /// A service that keeps nothing yet.
    pub fn new(conditions: Conditions) -> Self {
        Self {
            backend: Backend::new(conditions),
            kept: Arc::default(),
        }
    }

    /// Uploads one photo, which leaves memory when the call ends.
    ///
    /// # Errors
    /// If the service does not take the photo.
    #[track_caller]
    pub fn upload(&self, photo: Photo) -> Call<Result<(), UploadError>> {
        let kept = Arc::clone(&self.kept);
        let name = Self::call_name(photo.number());
        let keep = move |broken| {
            let photo = photo.number();
            if broken {
                return Err(UploadError { photo });
            }
            kept.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(photo);
            Ok(())
        };
        self.backend.call(name, keep, Result::is_err)
    }

    /// The numbers of the photos that were uploaded until now, in the order in which they were.
    #[track_caller]
    pub fn kept(&self) -> Vec<u32> {
        only_for_checks("kept");
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The name under which [`Backend`] knows the call that uploads this photo.
    pub fn call_name(photo: u32) -> String {
        format!("UPLOAD photo {photo}")
    }

    /// The backend behind the service: its latency, faults and counters.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemoryCard;

    #[tokio::test(start_paused = true)]
    async fn a_photo_is_kept_unless_its_call_is_broken() {
        let card = MemoryCard::new(Conditions::default(), 2);
        let cloud = PhotoCloud::new(Conditions::default());
        cloud.backend().break_call(&PhotoCloud::call_name(2));
        let mut answers = Vec::new();
        while let Some(photo) = card.next().await {
            answers.push(cloud.upload(photo).await);
        }
        assert_eq!(answers, [Ok(()), Err(UploadError { photo: 2 })]);
        assert_eq!(cloud.kept(), [1]);
        assert_eq!(card.most_in_memory(), 1);
    }
}
