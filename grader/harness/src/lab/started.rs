//! Code of the submission that was started as a task.
use crate::{panics, recorder, run};
use facade::task::JoinHandle;
use protocol::{Failure, TaskId};
use std::future::Future;

/// A task that runs code of the submission. Dropping it leaves the task running.
pub struct Started<T> {
    task: TaskId,
    handle: JoinHandle<T>,
}

impl<T: 'static> Started<T> {
    pub(crate) fn new<F>(name: String, future: F) -> Self
    where
        F: Future<Output = T> + 'static,
    {
        let handle = facade::task::spawn_local(future);
        let task = recorder::last_spawned();
        recorder::name(task, &name);
        Self { task, handle }
    }

    /// Waits for its end. A panic in it ends the check, and so does its being aborted.
    pub async fn join(self) -> T {
        match self.handle.await {
            Ok(output) => output,
            Err(error) => {
                let (message, place) = recorder::panic_of(self.task).unwrap_or_else(|| {
                    let message = match error.try_into_panic() {
                        Ok(payload) => panics::text_of(payload.as_ref()),
                        Err(_) => "the task was aborted".to_owned(),
                    };
                    (message, None)
                });
                run::fail(Failure::Panicked {
                    task: self.task,
                    message,
                    place,
                })
            }
        }
    }

    /// Waits for its end; a panic is an error with its message.
    ///
    /// # Errors
    /// If the task panicked or was aborted.
    pub async fn outcome(self) -> Result<T, String> {
        self.handle
            .await
            .map_err(|error| match error.try_into_panic() {
                Ok(payload) => panics::text_of(payload.as_ref()),
                Err(_) => "the task was aborted".to_owned(),
            })
    }

    /// Drops the task's future at its next turn.
    pub fn abort(&self) {
        self.handle.abort();
    }

    /// True once the task has ended.
    pub fn is_finished(&self) -> bool {
        recorder::finish_of(self.task).is_some()
    }
}
