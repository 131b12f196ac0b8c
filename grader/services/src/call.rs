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
        let number = observe::next_call();
        if let Some(observer) = observe::observer() {
            observer.made(number, &name, place);
        }
        Self {
            number,
            name,
            backend,
            failed,
            state: State::Made(answer),
        }
    }

    fn send(&mut self, answer: Answer<T>) {
        self.backend.count(|meter| {
            meter.calls += 1;
            meter.in_flight += 1;
            meter.peak = meter.peak.max(meter.in_flight);
        });
        if let Some(observer) = observe::observer() {
            observer.started(self.number);
        }
        let latency = self.backend.latency_of(&self.name);
        self.state = State::Sent(answer, Box::pin(sleep(latency)));
    }

    fn end(&self, end: End) {
        self.backend.count(|meter| {
            meter.in_flight -= usize::from(end != End::NeverPolled);
            match end {
                End::Answered => meter.answered += 1,
                End::Failed => meter.failed += 1,
                End::Dropped => meter.dropped += 1,
                End::NeverPolled => meter.never_polled += 1,
            }
        });
        if let Some(observer) = observe::observer() {
            observer.ended(self.number, end);
        }
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
        let State::Sent(answer, _) = std::mem::replace(&mut call.state, State::Ended) else {
            unreachable!("matched a few lines before");
        };
        let output = answer(call.backend.is_broken(&call.name));
        call.end(if (call.failed)(&output) {
            End::Failed
        } else {
            End::Answered
        });
        Poll::Ready(output)
    }
}

impl<T> Drop for Call<T> {
    fn drop(&mut self) {
        match self.state {
            State::Made(_) => self.end(End::NeverPolled),
            State::Sent(..) => self.end(End::Dropped),
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
