//! Where a thread is: return addresses, which the grader turns into lines.
#![expect(
    unsafe_code,
    reason = "unwinds the stack and asks the loader where the program lies"
)]

use protocol::Place;
use std::{
    panic::Location,
    sync::atomic::{AtomicU64, Ordering},
};

/// Deep enough to reach a submission's frame below tokio's and the harness's own.
pub(crate) const DEPTH: usize = 64;

/// The calls that are under way on this thread. Allocates nothing, so it may be used in a signal handler.
pub(crate) fn addresses(into: &mut [u64; DEPTH]) -> usize {
    let base = load_base();
    let mut count = 0;
    // SAFETY: unsynchronised because nothing is resolved, only frames are walked.
    unsafe {
        backtrace::trace_unsynchronized(|frame| {
            let address = (frame.ip() as u64).wrapping_sub(base);
            into[count] = address;
            count += 1;
            count < DEPTH
        });
    }
    count
}

/// Where a thread probably was whose stack is full: the instruction it was at, and all words on the last part
/// of the stack that could be a return address. There is no room to unwind properly.
///
/// # Safety
/// `pointer` is a thread's stack pointer, and the stack above it can be read for [`SCANNED`] bytes.
pub(crate) unsafe fn probable(at: usize, pointer: usize, into: &mut [u64; DEPTH]) -> usize {
    unsafe extern "C" {
        // Of the linker: where the program's code begins and ends.
        static __executable_start: u8;
        static etext: u8;
    }
    let base = load_base();
    let code = (&raw const __executable_start as usize)..(&raw const etext as usize);
    let word = size_of::<usize>();
    let words = (0..SCANNED / word).map(|number| {
        let address = (pointer & !(word - 1)) + number * word;
        // SAFETY: the caller's.
        unsafe { std::ptr::read_volatile(address as *const usize) }
    });
    let mut count = 0;
    // The instruction itself is not a return address, so it counts as one of the next.
    for found in std::iter::once(at + 1).chain(words) {
        if count < DEPTH && code.contains(&found) {
            into[count] = (found as u64).wrapping_sub(base);
            count += 1;
        }
    }
    count
}

/// How much of a full stack is looked at, in bytes.
const SCANNED: usize = 64 * 1024;

/// An array for [`addresses`].
pub(crate) const fn no_addresses() -> [u64; DEPTH] {
    [0; DEPTH]
}

/// The place where this thread is.
pub(crate) fn here() -> Place {
    let mut found = no_addresses();
    let count = addresses(&mut found);
    Place::Frames(found[..count].to_vec())
}

/// A place that the compiler knows.
pub(crate) fn line(location: &Location<'_>) -> Place {
    Place::Line {
        file: location.file().to_owned(),
        line: location.line(),
        column: location.column(),
    }
}

/// Where the program was loaded; asked once.
pub(crate) fn load_base() -> u64 {
    // Odd, so never a real base.
    const UNKNOWN: u64 = 1;
    static BASE: AtomicU64 = AtomicU64::new(UNKNOWN);
    let known = BASE.load(Ordering::Relaxed);
    if known != UNKNOWN {
        return known;
    }
    extern "C" fn first(
        info: *mut libc::dl_phdr_info,
        _: libc::size_t,
        base: *mut libc::c_void,
    ) -> libc::c_int {
        // SAFETY: the loader passes valid pointers, and `base` is the `u64` below. The first entry is
        // the program itself; a value other than 0 ends the walk.
        unsafe { *base.cast::<u64>() = (*info).dlpi_addr };
        1
    }
    let mut base = 0u64;
    // SAFETY: the callback matches and writes to `base` only during the call.
    unsafe { libc::dl_iterate_phdr(Some(first), (&raw mut base).cast()) };
    BASE.store(base, Ordering::Relaxed);
    base
}
