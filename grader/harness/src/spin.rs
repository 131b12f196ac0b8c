//! Sees a poll that computes without end.
//!
//! A timer counts the processor time of the loop thread, which does not depend on what else the machine
//! does. A poll of an exercise takes microseconds; one that has used a second of processor time is stuck
//! in a loop. One that asks for ever more memory meets that limit instead: a page touched for the first time
//! can cost very much on one machine and little on another, so what a poll has come to hold gives it more time.
#![expect(unsafe_code, reason = "a timer of the kernel and a signal handler")]

use crate::{
    memory, stack,
    stopped::{self, Reason},
};
use std::{
    mem::MaybeUninit,
    sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering},
};

/// Processor time between two looks, in nanoseconds.
const LOOK: i64 = 100_000_000;
/// So many looks at the same poll are too many.
const LOOKS: u32 = 10;
/// A poll is looked at once more for so many bytes that it has come to hold since the first look: a check's whole
/// memory of 512 MiB is 6.4 s more, which ends before the process's limit of processor time.
const BYTES_FOR_A_LOOK: usize = 8 << 20;

static POLLS: AtomicU64 = AtomicU64::new(0);
static POLL_SEEN: AtomicU64 = AtomicU64::new(0);
static SEEN: AtomicU32 = AtomicU32::new(0);
/// What the program held at the first look at this poll, and the most at any look since.
static HELD_FIRST: AtomicUsize = AtomicUsize::new(0);
static HELD_MOST: AtomicUsize = AtomicUsize::new(0);

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
    let held = memory::used();
    if POLL_SEEN.swap(poll, Ordering::Relaxed) != poll {
        SEEN.store(0, Ordering::Relaxed);
        HELD_FIRST.store(held, Ordering::Relaxed);
        HELD_MOST.store(held, Ordering::Relaxed);
        return;
    }
    let most = HELD_MOST.fetch_max(held, Ordering::Relaxed).max(held);
    let grown = most.saturating_sub(HELD_FIRST.load(Ordering::Relaxed));
    if SEEN.fetch_add(1, Ordering::Relaxed) + 1 < allowed(grown) {
        return;
    }
    stopped::stop(Reason::Spinning)
}

/// How many looks a poll may have that has come to hold `grown` bytes.
fn allowed(grown: usize) -> u32 {
    let more = u32::try_from(grown / BYTES_FOR_A_LOOK).unwrap_or(u32::MAX);
    LOOKS.saturating_add(more)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_poll_that_holds_no_more_than_before_has_a_second() {
        assert_eq!(i64::from(allowed(0)) * LOOK, 1_000_000_000);
        assert_eq!(allowed(BYTES_FOR_A_LOOK - 1), allowed(0));
    }

    #[test]
    fn a_poll_that_fills_its_memory_slowly_has_time_to_meet_the_limit_of_memory() {
        assert_eq!(i64::from(allowed(512 << 20)) * LOOK, 7_400_000_000);
        assert!(allowed(usize::MAX) > LOOKS);
    }
}
