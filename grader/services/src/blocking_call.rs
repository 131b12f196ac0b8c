//! One request to a service, as a synchronous call.
use crate::{
    Backend,
    observe::{self, End},
};
use std::{panic::Location, thread};

/// A call on its way; it ends when this is dropped.
struct OnItsWay<'b> {
    backend: &'b Backend,
    number: u32,
    end: End,
}

impl Drop for OnItsWay<'_> {
    fn drop(&mut self) {
        self.backend.ended(self.number, self.end);
    }
}

impl Backend {
    /// As [`Backend::call`], but synchronous: holds the calling thread for the call's latency. If `answer`
    /// panics, so does this, and the call has failed.
    #[track_caller]
    pub fn call_blocking<T>(
        &self,
        name: &str,
        answer: impl FnOnce(bool) -> T,
        failed: fn(&T) -> bool,
    ) -> T {
        let number = observe::made(name, Location::caller());
        self.is_sent(number, name);
        let mut call = OnItsWay {
            backend: self,
            number,
            end: End::Failed,
        };
        thread::sleep(self.latency_of(name));
        let output = answer(self.is_broken(name));
        if !failed(&output) {
            call.end = End::Answered;
        }
        output
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Conditions;
    use std::{
        panic::{AssertUnwindSafe, catch_unwind},
        time::Duration,
    };

    /// A backend that answers at once.
    fn backend() -> Backend {
        let backend = Backend::new(Conditions::default());
        backend.set_latency("PING", Duration::ZERO);
        backend
    }

    fn ping(backend: &Backend) -> Result<(), ()> {
        let answer = |broken| if broken { Err(()) } else { Ok(()) };
        backend.call_blocking("PING", answer, Result::is_err)
    }

    #[test]
    fn a_synchronous_call_is_counted_and_fails_when_it_is_broken() {
        let backend = backend();
        assert_eq!(ping(&backend), Ok(()));
        backend.break_call("PING");
        assert_eq!(ping(&backend), Err(()));
        let meter = backend.meter();
        assert_eq!((meter.calls, meter.answered, meter.failed), (2, 1, 1));
        assert_eq!((meter.peak, meter.in_flight), (1, 0));
    }

    #[test]
    fn a_call_that_panics_has_ended_and_failed() {
        let backend = backend();
        let call = || backend.call_blocking("PING", |_| panic!("out of paper"), |()| false);
        assert!(catch_unwind(AssertUnwindSafe(call)).is_err());
        let meter = backend.meter();
        assert_eq!((meter.failed, meter.in_flight), (1, 0));
    }
}
