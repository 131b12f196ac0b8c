//! One request to a service, as a future.
use crate::{
    Backend,
    observe::{self, End},
};
use std::{
    fmt,
    future::Future,
    panic::Location,
    pin::Pin,
    task::{Context, Poll, ready},
};
use tokio::time::{Sleep, sleep};

type Answer<T> = Box<dyn FnOnce(bool) -> T + Send>;

/// A request to a service. Nothing is sent until it is awaited; dropping it on its way gives it up.
#[must_use = "a call does nothing unless you `.await` it"]
pub struct Call<T> {
    number: u32,
    name: String,
    backend: Backend,
    failed: fn(&T) -> bool,
    state: State<T>,
}

enum State<T> {
    Made(Answer<T>),
    Sent(Answer<T>, Pin<Box<Sleep>>),
    /// Stays so if the client panics over the answer.
    Answering,
    Ended,
}

impl<T> Call<T> {
    pub(crate) fn new(
        backend: Backend,
        name: String,
        answer: Answer<T>,
        failed: fn(&T) -> bool,
        place: &'static Location<'static>,
    ) -> Self {
        Self {
            number: observe::made(&name, place),
            name,
            backend,
            failed,
            state: State::Made(answer),
        }
    }

    fn send(&mut self, answer: Answer<T>) {
        self.backend.is_sent(self.number, &self.name);
        let latency = self.backend.latency_of(&self.name);
        self.state = State::Sent(answer, Box::pin(sleep(latency)));
    }
}

impl<T> Future for Call<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        // Everything that is pinned within is boxed.
        let call = self.get_mut();
        if let State::Made(_) = call.state {
            let State::Made(answer) = std::mem::replace(&mut call.state, State::Ended) else {
                unreachable!("matched in the line before");
            };
            call.send(answer);
        }
        let State::Sent(_, latency) = &mut call.state else {
            panic!("a call was polled after it had answered");
        };
        ready!(latency.as_mut().poll(cx));
        let State::Sent(answer, _) = std::mem::replace(&mut call.state, State::Answering) else {
            unreachable!("matched a few lines before");
        };
        assert!(
            !call.backend.is_garbled(&call.name),
            "the answer to `{}` makes no sense",
            call.name
        );
        let output = answer(call.backend.is_broken(&call.name));
        call.state = State::Ended;
        let end = match (call.failed)(&output) {
            true => End::Failed,
            false => End::Answered,
        };
        call.backend.ended(call.number, end);
        Poll::Ready(output)
    }
}

impl<T> Drop for Call<T> {
    fn drop(&mut self) {
        match self.state {
            State::Made(_) => self.backend.ended(self.number, End::NeverPolled),
            State::Sent(..) => self.backend.ended(self.number, End::Dropped),
            State::Answering => self.backend.ended(self.number, End::Failed),
            State::Ended => {}
        }
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
