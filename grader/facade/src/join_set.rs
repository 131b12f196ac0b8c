//! `tokio::task::JoinSet`, with its spawning methods wrapped.
use crate::{stage::stage, staged::Staged, task::for_this_task};
use std::{
    fmt,
    future::{Future, poll_fn},
    ops::{Deref, DerefMut},
    panic::resume_unwind,
    task::Poll,
};
use tokio::{
    runtime::Handle,
    task::{AbortHandle, Id, JoinError, LocalSet},
};

/// As tokio's `JoinSet`, to which it dereferences.
pub struct JoinSet<T> {
    set: tokio::task::JoinSet<T>,
}

impl<T> JoinSet<T> {
    /// As tokio's.
    pub fn new() -> Self {
        Self {
            set: tokio::task::JoinSet::new(),
        }
    }
}

impl<T: 'static> JoinSet<T> {
    /// As tokio's.
    #[track_caller]
    pub fn spawn<F>(&mut self, task: F) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static,
        T: Send,
    {
        self.set.spawn(Staged::new(task))
    }

    /// As tokio's.
    #[track_caller]
    pub fn spawn_on<F>(&mut self, task: F, handle: &Handle) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static,
        T: Send,
    {
        self.set.spawn_on(Staged::new(task), handle)
    }

    /// As tokio's.
    #[track_caller]
    pub fn spawn_local<F>(&mut self, task: F) -> AbortHandle
    where
        F: Future<Output = T> + 'static,
    {
        self.set.spawn_local(Staged::new(task))
    }

    /// As tokio's.
    #[track_caller]
    pub fn spawn_local_on<F>(&mut self, task: F, local_set: &LocalSet) -> AbortHandle
    where
        F: Future<Output = T> + 'static,
    {
        self.set.spawn_local_on(Staged::new(task), local_set)
    }

    /// As tokio's.
    #[track_caller]
    pub fn spawn_blocking<F>(&mut self, function: F) -> AbortHandle
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send,
    {
        self.set.spawn_blocking(for_this_task(function))
    }

    /// As tokio's.
    pub async fn join_next(&mut self) -> Option<Result<T, JoinError>> {
        poll_fn(|cx| waiting(self.set.poll_join_next(cx))).await
    }

    /// As tokio's.
    pub async fn join_next_with_id(&mut self) -> Option<Result<(Id, T), JoinError>> {
        poll_fn(|cx| waiting(self.set.poll_join_next_with_id(cx))).await
    }

    /// As tokio's.
    pub async fn join_all(mut self) -> Vec<T> {
        let mut outputs = Vec::with_capacity(self.set.len());
        while let Some(ended) = self.join_next().await {
            match ended {
                Ok(output) => outputs.push(output),
                Err(error) => match error.try_into_panic() {
                    Ok(payload) => resume_unwind(payload),
                    Err(error) => panic!("{error}"),
                },
            }
        }
        outputs
    }
}

/// Tells the stage of a wait for any task of the set, of which tokio's task dump knows nothing.
fn waiting<T>(polled: Poll<T>) -> Poll<T> {
    if polled.is_pending()
        && let Some(stage) = stage()
    {
        stage.waits();
    }
    polled
}

impl<T> Deref for JoinSet<T> {
    type Target = tokio::task::JoinSet<T>;

    fn deref(&self) -> &Self::Target {
        &self.set
    }
}

impl<T> DerefMut for JoinSet<T> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.set
    }
}

impl<T> Default for JoinSet<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> fmt::Debug for JoinSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.set.fmt(f)
    }
}

impl<T, F> FromIterator<F> for JoinSet<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    // A loop and not `for_each`, so that the place of the caller is passed on.
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = F>>(iter: I) -> Self {
        let mut set = Self::new();
        for task in iter {
            set.spawn(task);
        }
        set
    }
}

impl<T, F> Extend<F> for JoinSet<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    #[track_caller]
    fn extend<I: IntoIterator<Item = F>>(&mut self, iter: I) {
        for task in iter {
            self.spawn(task);
        }
    }
}
