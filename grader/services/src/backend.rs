//! What all services have in common: latency, faults, counters.
use crate::{
    Call, Conditions,
    observe::{self, End},
};
use std::{
    collections::{HashMap, HashSet},
    fmt,
    panic::Location,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// A simulated backend: makes [`Call`]s and counts them. Clones are handles to the same backend.
#[derive(Clone)]
pub struct Backend {
    inner: Arc<Inner>,
}

struct Inner {
    conditions: Conditions,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    latencies: HashMap<String, Duration>,
    broken: HashSet<String>,
    garbled: HashSet<String>,
    meter: Meter,
    sent: Vec<String>,
}

/// What was asked of a backend until now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meter {
    /// Calls that were sent, that is, polled at least once.
    pub calls: usize,
    /// Calls on their way now.
    pub in_flight: usize,
    /// The most calls that were ever on their way at once.
    pub peak: usize,
    /// Calls that ended with an answer.
    pub answered: usize,
    /// Calls that ended with an error, or in a panic of the service.
    pub failed: usize,
    /// Calls that were dropped on their way.
    pub dropped: usize,
    /// Calls that were made and never sent.
    pub never_polled: usize,
    /// Connections that were opened.
    pub connections: usize,
}

impl Backend {
    /// A backend that works under these conditions.
    pub fn new(conditions: Conditions) -> Self {
        Self {
            inner: Arc::new(Inner {
                conditions,
                state: Mutex::default(),
            }),
        }
    }

    /// How long the call of this name takes: as was set, else as the conditions draw it.
    pub fn latency_of(&self, call: &str) -> Duration {
        let set = self.state().latencies.get(call).copied();
        set.unwrap_or_else(|| self.inner.conditions.latency_of(call))
    }

    /// From now on the call of this name takes `latency`.
    pub fn set_latency(&self, call: &str, latency: Duration) {
        self.state().latencies.insert(call.to_owned(), latency);
    }

    /// From now on the call of this name fails.
    pub fn break_call(&self, call: &str) {
        self.state().broken.insert(call.to_owned());
    }

    /// From now on the call of this name succeeds again.
    pub fn mend_call(&self, call: &str) {
        self.state().broken.remove(call);
    }

    /// From now on the answer to the call of this name makes no sense, and the client panics over it.
    pub fn garble_call(&self, call: &str) {
        self.state().garbled.insert(call.to_owned());
    }

    /// What was asked until now.
    pub fn meter(&self) -> Meter {
        self.state().meter.clone()
    }

    /// The names of the calls that were sent until now, in the order in which they were.
    pub fn sent(&self) -> Vec<String> {
        self.state().sent.clone()
    }

    /// A call that ends with `answer(broken)` after its latency; `broken` tells whether it was told to fail.
    /// `answer` is what the backend does and returns; `failed` tells its errors from its answers.
    #[track_caller]
    pub fn call<T>(
        &self,
        name: String,
        answer: impl FnOnce(bool) -> T + Send + 'static,
        failed: fn(&T) -> bool,
    ) -> Call<T> {
        Call::new(
            self.clone(),
            name,
            Box::new(answer),
            failed,
            Location::caller(),
        )
    }

    pub(crate) fn is_broken(&self, call: &str) -> bool {
        self.state().broken.contains(call)
    }

    pub(crate) fn is_garbled(&self, call: &str) -> bool {
        self.state().garbled.contains(call)
    }

    pub(crate) fn count(&self, change: impl FnOnce(&mut Meter)) {
        change(&mut self.state().meter);
    }

    /// A call is on its way.
    pub(crate) fn is_sent(&self, call: u32, name: &str) {
        self.state().sent.push(name.to_owned());
        self.count(|meter| {
            meter.calls += 1;
            meter.in_flight += 1;
            meter.peak = meter.peak.max(meter.in_flight);
        });
        if let Some(observer) = observe::observer() {
            observer.started(call);
        }
    }

    /// A call ended.
    pub(crate) fn ended(&self, call: u32, end: End) {
        self.count(|meter| {
            meter.in_flight -= usize::from(end != End::NeverPolled);
            match end {
                End::Answered => meter.answered += 1,
                End::Failed => meter.failed += 1,
                End::Dropped => meter.dropped += 1,
                End::NeverPolled => meter.never_polled += 1,
            }
        });
        if let Some(observer) = observe::observer() {
            observer.ended(call, end);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere leaves counters that are still right.
        self.inner
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Backend {
    /// Says nothing of latencies and faults: nobody who asks a service knows them before.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Backend").finish_non_exhaustive()
    }
}
