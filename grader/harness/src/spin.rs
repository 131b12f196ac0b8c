//! Sees a poll that computes without end.
//!
//! A timer counts the processor time of the loop thread, which does not depend on what else the machine
//! does. A poll of an exercise takes microseconds; one that has used a second of processor time is stuck
//! in a loop.
#![expect(unsafe_code, reason = "a timer of the kernel and a signal handler")]

use crate::{
    stack,
    stopped::{self, Reason},
};
use std::{
    mem::MaybeUninit,
    sync::atomic::{AtomicU32, AtomicU64, Ordering},
};

/// Processor time between two looks, in nanoseconds.
const LOOK: i64 = 100_000_000;
/// So many looks at the same poll are too many.
const LOOKS: u32 = 10;

static POLLS: AtomicU64 = AtomicU64::new(0);
static POLL_SEEN: AtomicU64 = AtomicU64::new(0);
static SEEN: AtomicU32 = AtomicU32::new(0);

/// A poll begins.
pub(crate) fn new_poll() {
    POLLS.fetch_add(1, Ordering::Relaxed);
}

/// Installs the signal's handler; before any thread is started.
pub(crate) fn install() {
    // SAFETY: zeroes are a valid `sigaction`; the handler only does what a handler may.
    unsafe {
        let mut action: libc::sigaction = MaybeUninit::zeroed().assume_init();
        let handler: extern "C" fn(libc::c_int) = look;
        action.sa_sigaction = handler as usize;
        action.sa_flags = libc::SA_RESTART;
        libc::sigaction(libc::SIGPROF, &raw const action, std::ptr::null_mut());
    }
    // The loader's lock is taken now and not in the handler.
    stack::load_base();
}

/// Allocates nothing and takes no lock: the thread may have been stopped anywhere.
extern "C" fn look(_: libc::c_int) {
    let poll = POLLS.load(Ordering::Relaxed);
    if POLL_SEEN.swap(poll, Ordering::Relaxed) != poll {
        SEEN.store(0, Ordering::Relaxed);
        return;
    }
    if SEEN.fetch_add(1, Ordering::Relaxed) + 1 < LOOKS {
        return;
    }
    stopped::stop(Reason::Spinning)
}

/// Looks at this thread until it is dropped.
pub(crate) struct Watch(Option<libc::timer_t>);

/// Begins to look at this thread.
pub(crate) fn watch() -> Watch {
    SEEN.store(0, Ordering::Relaxed);
    let every = libc::timespec {
        tv_sec: 0,
        tv_nsec: LOOK,
    };
    let times = libc::itimerspec {
        it_interval: every,
        it_value: every,
    };
    // SAFETY: zeroes are a valid `sigevent`; the pointers are valid during the calls.
    unsafe {
        let mut event: libc::sigevent = MaybeUninit::zeroed().assume_init();
        event.sigev_notify = libc::SIGEV_THREAD_ID;
        event.sigev_signo = libc::SIGPROF;
        event.sigev_notify_thread_id = libc::gettid();
        let mut timer = MaybeUninit::uninit();
        let clock = libc::CLOCK_THREAD_CPUTIME_ID;
        if libc::timer_create(clock, &raw mut event, timer.as_mut_ptr()) != 0 {
            // Without a timer the limit of wall time still bounds the process.
            return Watch(None);
        }
        let timer = timer.assume_init();
        libc::timer_settime(timer, 0, &raw const times, std::ptr::null_mut());
        Watch(Some(timer))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(timer) = self.0 {
            // SAFETY: the timer is this watch's own.
            unsafe { libc::timer_delete(timer) };
        }
    }
}
