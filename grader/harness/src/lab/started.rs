//! Code of the submission that was started as a task.
use super::stays::Stays;
use crate::{panics, recorder, run};
use facade::task::{AbortHandle, JoinHandle};
use protocol::{Failure, TaskId};
use std::{cell::Cell, future::Future, pin::Pin, rc::Rc};

/// A task that runs code of the submission. Dropping it leaves the task running.
pub struct Started<T> {
    task: Task,
    output: Rc<Cell<Option<T>>>,
}

/// The task, whatever its output is: so tokio's part of it is compiled once, with the harness, and not again
/// in every check program.
pub(super) struct Task {
    number: TaskId,
    handle: JoinHandle<()>,
}

impl<T: 'static> Started<T> {
    pub(crate) fn new<F>(name: &str, future: F) -> Self
    where
        F: Future<Output = T> + 'static,
    {
        let output = Rc::new(Cell::new(None));
        let slot = Rc::clone(&output);
        let task = Task::spawn(name, Box::pin(async move { slot.set(Some(future.await)) }));
        Self { task, output }
    }

    /// Waits for its end. A panic in it ends the check, and so does its being aborted.
    pub async fn join(self) -> T {
        let Self { task, output } = self;
        task.join().await;
        output.take().expect("a task that returned left its output")
    }

    /// Drops the task's future at its next turn.
    pub fn abort(&self) {
        self.task.handle.abort();
    }
}

impl Task {
    pub(super) fn spawn(name: &str, future: Pin<Box<dyn Future<Output = ()>>>) -> Self {
        let handle = facade::task::spawn(Stays::new(future));
        let number = recorder::last_spawned();
        recorder::name(number, name);
        Self { number, handle }
    }

    pub(super) fn number(&self) -> TaskId {
        self.number
    }

    pub(super) fn abort_handle(&self) -> AbortHandle {
        self.handle.abort_handle()
    }

    async fn join(self) {
        let task = self.number;
        if !self.end().await {
            panicked(task, "the task was aborted".to_owned());
        }
    }

    /// Waits for its end; false if it was aborted. A panic in it ends the check.
    pub(super) async fn end(self) -> bool {
        let Err(error) = self.handle.await else {
            return true;
        };
        if let Ok(payload) = error.try_into_panic() {
            panicked(self.number, panics::text_of(payload.as_ref()));
        }
        false
    }
}

/// A task of the submission's code panicked, which ends the check.
pub(super) fn panicked(task: TaskId, text: String) -> ! {
    let (message, place) = recorder::panic_of(task).unwrap_or((text, None));
    run::fail(Failure::Panicked {
        task,
        message,
        place,
    })
}
