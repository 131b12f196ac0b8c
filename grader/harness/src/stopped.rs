//! How a run is stopped from within a signal handler, which may allocate nothing and take no lock: it leaves
//! what happened, and the main thread tells the grader and ends the process.
#![expect(unsafe_code, reason = "waits for a signal within a handler")]

use crate::{gate::Gate, stack};
use protocol::{Failure, Place};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU8, AtomicU64, AtomicUsize, Ordering};

/// Opened when a run has ended, or never will.
pub(crate) static DONE: Gate = Gate::new();

/// Longer paths are cut.
const PATH: usize = 256;

static STOPPED: AtomicBool = AtomicBool::new(false);
static REASON: AtomicU8 = AtomicU8::new(0);
static CALL: AtomicI64 = AtomicI64::new(0);
static PATH_BYTES: [AtomicU8; PATH] = [const { AtomicU8::new(0) }; PATH];
static FRAMES: [AtomicU64; stack::DEPTH] = [const { AtomicU64::new(0) }; stack::DEPTH];
static FRAME_COUNT: AtomicUsize = AtomicUsize::new(0);

/// Why a run was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Reason {
    /// One poll computes without end.
    Spinning,
    /// A thread has used its whole stack.
    StackFull,
    /// More memory was asked for than a check may have.
    OutOfMemory,
    /// A system call that no check makes.
    ForbiddenCall,
}

/// The call that [`Reason::ForbiddenCall`] is about, and its path if it has one; told before [`stop`].
pub(crate) fn forbidden(call: i64, path: &[u8]) {
    CALL.store(call, Ordering::Relaxed);
    for (shared, byte) in PATH_BYTES.iter().zip(path) {
        shared.store(*byte, Ordering::Relaxed);
    }
}

/// Leaves the reason and the place of this thread, and lets the main thread end the process.
pub(crate) fn stop(reason: Reason) -> ! {
    stop_at(reason, stack::addresses)
}

/// The same for a thread of which `addresses` knows where it is.
pub(crate) fn stop_at(
    reason: Reason,
    addresses: impl FnOnce(&mut [u64; stack::DEPTH]) -> usize,
) -> ! {
    // Only the first is told; another thread may be stopped meanwhile.
    if !STOPPED.swap(true, Ordering::Relaxed) {
        let mut frames = stack::no_addresses();
        let count = addresses(&mut frames);
        for (shared, frame) in FRAMES.iter().zip(frames) {
            shared.store(frame, Ordering::Relaxed);
        }
        FRAME_COUNT.store(count, Ordering::Relaxed);
        REASON.store(reason as u8 + 1, Ordering::Release);
        DONE.open();
    }
    loop {
        // SAFETY: waits for a signal, nothing else.
        unsafe { libc::pause() };
    }
}

/// What happened, if the run was stopped.
pub(crate) fn failure() -> Option<Failure> {
    let reason = REASON.load(Ordering::Acquire).checked_sub(1)?;
    let place = place();
    Some(match reason {
        reason if reason == Reason::Spinning as u8 => Failure::Spinning { place },
        reason if reason == Reason::StackFull as u8 => Failure::StackFull { place },
        reason if reason == Reason::OutOfMemory as u8 => Failure::OutOfMemory {
            limit: crate::memory::limit() as u64,
            place,
        },
        _ => Failure::ForbiddenCall {
            call: call(),
            path: path(),
            place,
        },
    })
}

fn place() -> Place {
    let count = FRAME_COUNT.load(Ordering::Relaxed);
    let frames = FRAMES[..count].iter();
    Place::Frames(frames.map(|frame| frame.load(Ordering::Relaxed)).collect())
}

fn call() -> String {
    let number = CALL.load(Ordering::Relaxed);
    fence::calls::name(number).map_or_else(|| format!("number {number}"), str::to_owned)
}

fn path() -> Option<String> {
    let bytes: Vec<u8> = PATH_BYTES
        .iter()
        .map(|byte| byte.load(Ordering::Relaxed))
        .take_while(|byte| *byte != 0)
        .collect();
    (!bytes.is_empty()).then(|| String::from_utf8_lossy(&bytes).into_owned())
}
