//! `tokio::task::JoinSet`, with its spawning methods wrapped.
use crate::staged::Staged;
use std::{
    fmt,
    future::Future,
    ops::{Deref, DerefMut},
};
use tokio::{
    runtime::Handle,
    task::{AbortHandle, LocalSet},
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

    /// As tokio's. A method of its own, because the one behind it takes the set by value.
    pub async fn join_all(self) -> Vec<T> {
        self.set.join_all().await
    }
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
