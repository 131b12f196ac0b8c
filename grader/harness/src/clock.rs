//! The virtual clock of a run, which both std and tokio show.
use std::{
    cell::Cell,
    future::Future,
    pin::pin,
    sync::atomic::{AtomicU64, Ordering},
    task::{Context, Waker},
    time::Duration,
};
use tokio::time::Instant;

/// Nanoseconds of virtual time since the run began.
static NOW: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// On the loop thread while a runtime runs: what its paused clock showed at the start.
    static START: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Nanoseconds of virtual time since the run began.
pub(crate) fn now() -> u64 {
    NOW.load(Ordering::Relaxed)
}

/// Milliseconds of virtual time since the run began.
pub(crate) fn now_ms() -> u64 {
    now() / 1_000_000
}

pub(crate) fn reset() {
    NOW.store(0, Ordering::Relaxed);
    START.set(None);
}

/// On the loop thread, within a runtime whose clock is paused: from now on both clocks go together.
pub(crate) fn tie_to_runtime() {
    START.set(Some(Instant::now()));
}

/// On the loop thread: the runtime is about to go.
pub(crate) fn untie() {
    START.set(None);
}

/// The runtime may have moved its clock: follow it.
pub(crate) fn follow_runtime() {
    if let Some(start) = START.get() {
        NOW.store(nanos(start.elapsed()), Ordering::Relaxed);
    }
}

/// Moves the clock, and the runtime's with it. On the loop thread only.
pub(crate) fn advance(to: u64) {
    let by = to.saturating_sub(now());
    if START.get().is_some() {
        // Its first poll moves the clock; the rest of it only yields.
        let mut advance = pin!(tokio::time::advance(Duration::from_nanos(by)));
        let _ = advance
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
    }
    NOW.fetch_add(by, Ordering::Relaxed);
}

/// A duration in nanoseconds; the largest number if it is longer than five centuries.
pub(crate) fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}
