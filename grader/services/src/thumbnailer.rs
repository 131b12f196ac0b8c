//! A service that makes thumbnails of pictures.
use crate::{Backend, Call, Conditions, only_checks::only_for_checks};

/// A client of the thumbnail service. Clones share the connection.
#[derive(Clone, Debug)]
pub struct Thumbnailer {
    backend: Backend,
}

/// The service could not make a thumbnail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no thumbnail of picture {picture} could be made")]
pub struct ThumbnailError {
    /// The picture's number.
    pub picture: u32,
}

impl Thumbnailer {
    /// A client of a service that can read every picture, but for those whose call is broken.
    pub fn new(conditions: Conditions) -> Self {
        Self {
            backend: Backend::new(conditions),
        }
    }

    /// Makes the thumbnail of a picture.
    ///
    /// # Errors
    /// If the service cannot read the picture.
    #[track_caller]
    pub fn make(&self, picture: u32) -> Call<Result<(), ThumbnailError>> {
        let answer = move |broken| match broken {
            true => Err(ThumbnailError { picture }),
            false => Ok(()),
        };
        self.backend
            .call(Self::call_name(picture), answer, Result::is_err)
    }

    /// The name under which [`Backend`] knows the call for this picture.
    pub fn call_name(picture: u32) -> String {
        format!("POST /thumbnails/{picture}")
    }

    /// The backend behind the client: its latency, faults and counters.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_picture_that_cannot_be_read_fails_alone() {
        let thumbnailer = Thumbnailer::new(Conditions::default());
        let backend = thumbnailer.backend();
        backend.break_call(&Thumbnailer::call_name(7));
        assert_eq!(
            thumbnailer.make(7).await,
            Err(ThumbnailError { picture: 7 })
        );
        assert_eq!(thumbnailer.make(8).await, Ok(()));
        let meter = backend.meter();
        assert_eq!((meter.answered, meter.failed), (1, 1));
    }
}
