//! How much memory a check may have, counted byte by byte: the same on every machine, however much it has.
#![expect(
    unsafe_code,
    reason = "an allocator, and a handler for the signal of an abort"
)]

use crate::stopped::{self, Reason};
use std::{
    alloc::{GlobalAlloc, Layout, System},
    mem::MaybeUninit,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};

static USED: AtomicUsize = AtomicUsize::new(0);
static LIMIT: AtomicUsize = AtomicUsize::new(usize::MAX);
static REFUSED: AtomicBool = AtomicBool::new(false);

/// The program's allocator: the system's, with a count.
#[global_allocator]
static COUNTED: Counted = Counted;

struct Counted;

/// Keeps the program to so many bytes from now on.
pub(crate) fn keep_to(bytes: usize) {
    LIMIT.store(bytes, Ordering::Relaxed);
    // Each arena of the C library reserves address space, and by default a machine with more processors
    // gets more of them.
    #[cfg(target_env = "gnu")]
    // SAFETY: changes a setting of the allocator, before another thread is started.
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, 2)
    };
    // SAFETY: zeroes are a valid `sigaction`; the handler only does what a handler may.
    unsafe {
        let mut action: libc::sigaction = MaybeUninit::zeroed().assume_init();
        let handler: extern "C" fn(libc::c_int) = aborted;
        action.sa_sigaction = handler as usize;
        action.sa_flags = libc::SA_RESETHAND;
        libc::sigaction(libc::SIGABRT, &raw const action, std::ptr::null_mut());
    }
}

/// The limit, in bytes.
pub(crate) fn limit() -> usize {
    LIMIT.load(Ordering::Relaxed)
}

/// How much the program has now, in bytes.
pub(crate) fn used() -> usize {
    USED.load(Ordering::Relaxed)
}

/// std aborts when memory that it needs is refused. After any other abort the process dies of it, since the
/// handler is for one time only.
extern "C" fn aborted(_: libc::c_int) {
    if REFUSED.load(Ordering::Relaxed) {
        stopped::stop(Reason::OutOfMemory);
    }
    // SAFETY: ends the process, as it would have ended without the handler.
    unsafe { libc::raise(libc::SIGABRT) };
}

/// True if so many bytes more are within the limit; they count from then on.
fn take(bytes: usize) -> bool {
    let before = USED.fetch_add(bytes, Ordering::Relaxed);
    let fits = before.saturating_add(bytes) <= LIMIT.load(Ordering::Relaxed);
    if !fits {
        give_back(bytes);
        REFUSED.store(true, Ordering::Relaxed);
    }
    fits
}

fn give_back(bytes: usize) {
    USED.fetch_sub(bytes, Ordering::Relaxed);
}

// SAFETY: every call is handed to the system's allocator unchanged, or refused with a null pointer.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        match take(layout.size()) {
            // SAFETY: the caller's.
            true => unsafe { System.alloc(layout) },
            false => std::ptr::null_mut(),
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        match take(layout.size()) {
            // SAFETY: the caller's.
            true => unsafe { System.alloc_zeroed(layout) },
            false => std::ptr::null_mut(),
        }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        give_back(layout.size());
        // SAFETY: the caller's.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if size > layout.size() && !take(size - layout.size()) {
            return std::ptr::null_mut();
        }
        if size < layout.size() {
            give_back(layout.size() - size);
        }
        // SAFETY: the caller's.
        unsafe { System.realloc(pointer, layout, size) }
    }
}
