//! A gate at which one thread waits for its turn.
use crate::sys;
use std::sync::atomic::{AtomicU32, Ordering};

const SHUT: u32 = 0;
const OPEN: u32 = 1;

/// Opened by one thread, passed by another, and shut again behind it. It uses the kernel's futex itself:
/// std's locks would lead back to [`crate::threads`].
pub(crate) struct Gate(AtomicU32);

impl Gate {
    pub(crate) const fn new() -> Self {
        Self(AtomicU32::new(SHUT))
    }

    pub(crate) fn open(&self) {
        self.0.store(OPEN, Ordering::Release);
        sys::futex_wake(&self.0);
    }

    pub(crate) fn pass(&self) {
        while self.0.swap(SHUT, Ordering::Acquire) == SHUT {
            sys::futex_wait(&self.0, SHUT);
        }
    }
}
