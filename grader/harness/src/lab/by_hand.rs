//! Code of the submission that a check polls by hand, poll by poll.
use super::{Lab, started::panicked};
use crate::{panics, recorder};
use protocol::{Diagnosis, Finish, TaskId};
use std::{
    future::Future,
    panic::{AssertUnwindSafe, Location, catch_unwind},
    task::Poll,
};
use tokio_test::task::Spawn;

/// A future that only the check polls. Dropping it drops the future.
///
/// Its polls are a task of the record under the name that the check gave. No schedule changes them.
pub struct ByHand<F: Future> {
    future: Option<Spawn<F>>,
    task: Option<TaskId>,
    name: String,
    ended: bool,
}

impl Lab {
    /// Takes code of the submission in hand, under a name that learners read. Nothing of it runs yet.
    #[track_caller]
    pub fn by_hand<F: Future>(&self, name: impl Into<String>, future: F) -> ByHand<F> {
        let name = name.into();
        let task = recorder::spawned(Location::caller());
        if let Some(task) = task {
            recorder::name(task, &name);
        }
        ByHand {
            future: Some(tokio_test::task::spawn(future)),
            task,
            name,
            ended: false,
        }
    }

    /// Polls it; it must not be ready yet, else that means `meaning`.
    pub fn expect_pending<F: Future>(&self, what: &str, meaning: Diagnosis, code: &mut ByHand<F>) {
        let pending = code.poll().is_pending();
        let actual = format!("{} was ready", code.name);
        let expected = format!("{} waits", code.name);
        self.expect(what, meaning, pending, expected, actual);
    }

    /// Polls it; it must be ready, else that means `meaning`.
    pub fn expect_ready<F: Future>(
        &self,
        what: &str,
        meaning: Diagnosis,
        code: &mut ByHand<F>,
    ) -> F::Output {
        match code.poll() {
            Poll::Ready(output) => output,
            Poll::Pending => {
                let expected = format!("{} is ready", code.name);
                self.expect(
                    what,
                    meaning,
                    false,
                    expected,
                    format!("{} waits", code.name),
                );
                unreachable!("an expectation that is not met ends the check")
            }
        }
    }

    /// It must have been woken since its last poll, else that means `meaning`.
    pub fn expect_woken<F: Future>(&self, what: &str, meaning: Diagnosis, code: &ByHand<F>) {
        let expected = format!("{} is woken", code.name);
        let actual = format!("nothing has woken {}", code.name);
        self.expect(what, meaning, code.is_woken(), expected, actual);
    }
}

impl<F: Future> ByHand<F> {
    /// Polls it once. A panic in it ends the check.
    pub fn poll(&mut self) -> Poll<F::Output> {
        let future = self.future.as_mut().expect("it is only taken by drop");
        let polled = within(self.task, || {
            catch_unwind(AssertUnwindSafe(|| future.poll()))
        });
        let polled = polled.unwrap_or_else(|payload| {
            let task = self.task.unwrap_or(recorder::CHECK);
            panicked(task, panics::text_of(payload.as_ref()))
        });
        if polled.is_ready() {
            self.end(Finish::Returned);
        }
        polled
    }

    /// True if it was woken since it was polled last.
    pub fn is_woken(&self) -> bool {
        self.future.as_ref().is_some_and(Spawn::is_woken)
    }

    fn end(&mut self, how: Finish) {
        if let (Some(task), false) = (self.task, std::mem::replace(&mut self.ended, true)) {
            recorder::finished(task, how);
        }
    }
}

impl<F: Future> Drop for ByHand<F> {
    fn drop(&mut self) {
        let future = self.future.take();
        within(self.task, || drop(future));
        self.end(Finish::Dropped);
    }
}

/// Runs code of the submission in the check's own task, as `task`.
fn within<T>(task: Option<TaskId>, code: impl FnOnce() -> T) -> T {
    match task {
        Some(task) => recorder::within(task, code),
        None => code(),
    }
}
