//! Work that the check gives up half-way, to see what it leaves behind.
use super::{Lab, started::Task};
use crate::run;
use std::{
    cell::{Cell, RefCell},
    future::{Future, poll_fn},
    pin::pin,
    rc::Rc,
};

impl Lab {
    /// Runs code of the submission and drops it when it has been polled `polls` times without an end; gives
    /// its output if it ended before.
    ///
    /// Such code gets one step further in each poll, up to the next await that may wait. So a check that
    /// begins with 1 and goes on until there is an output drops the code once at each of its awaits.
    pub async fn cancel_after_poll<F>(
        &self,
        name: impl Into<String>,
        polls: u32,
        future: F,
    ) -> Option<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        let output = Rc::new(Cell::new(None));
        let slot = Rc::clone(&output);
        let abort = Rc::new(RefCell::new(None::<tokio::task::AbortHandle>));
        let own_abort = Rc::clone(&abort);
        let task = Task::spawn(
            &name.into(),
            Box::pin(async move {
                let mut future = pin!(future);
                let mut left = polls;
                slot.set(Some(
                    poll_fn(|cx| {
                        let polled = future.as_mut().poll(cx);
                        left = left.saturating_sub(1);
                        if polled.is_pending()
                            && left == 0
                            && let Some(abort) = own_abort.take()
                        {
                            abort.abort();
                        }
                        polled
                    })
                    .await,
                ));
            }),
        );
        run::step_by_step(task.number());
        abort.replace(Some(task.abort_handle()));
        task.end().await;
        output.take()
    }

    /// As [`Lab::cancel_after_poll`], for each number of polls from 1 until the code ends by itself:
    /// `code` makes it anew each time, and `then` looks at what the dropped one left behind.
    ///
    /// Gives the output of the one that ended.
    pub async fn cancel_at_each_await<F, C>(
        &self,
        name: &str,
        mut code: impl FnMut() -> F,
        mut then: impl FnMut(u32) -> C,
    ) -> F::Output
    where
        F: Future + 'static,
        F::Output: 'static,
        C: Future<Output = ()>,
    {
        let mut polls = 1;
        loop {
            if let Some(output) = self.cancel_after_poll(name, polls, code()).await {
                return output;
            }
            then(polls).await;
            polls += 1;
        }
    }
}
