//! The C library's functions that wait or tell the time, as the program's own symbols.
//!
//! std, parking_lot and tokio call these. On a thread of a run they lead to [`crate::threads`], where
//! waiting is virtual; on any other thread they do what the C library does. A submission that blocks the
//! loop thread is seen here, with its place.
#![expect(unsafe_code, reason = "defines symbols of the C library")]

use crate::{blocking, clock, random, recorder, sys, threads};
use libc::{c_int, c_long, c_void, timespec};
use protocol::{Blocking, TaskId};

/// The virtual monotonic clock begins at this many seconds; a round number far from 0, so that
/// subtracting from an early `Instant` does not overflow.
const MONOTONIC_ORIGIN: u64 = 1_000_000;
/// The virtual calendar clock begins at 2026-01-01 00:00:00 UTC.
const CALENDAR_ORIGIN: u64 = 1_767_225_600;

const NANOS: u64 = 1_000_000_000;

fn origin(clock: c_int) -> Option<u64> {
    match clock {
        libc::CLOCK_MONOTONIC
        | libc::CLOCK_MONOTONIC_RAW
        | libc::CLOCK_MONOTONIC_COARSE
        | libc::CLOCK_BOOTTIME => Some(MONOTONIC_ORIGIN),
        libc::CLOCK_REALTIME | libc::CLOCK_REALTIME_COARSE => Some(CALENDAR_ORIGIN),
        // Processor time stays real.
        _ => None,
    }
}

fn nanos(time: &timespec) -> u64 {
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    let rest = u64::try_from(time.tv_nsec).unwrap_or(0);
    seconds.saturating_mul(NANOS).saturating_add(rest)
}

#[unsafe(no_mangle)]
unsafe extern "C" fn clock_gettime(clock: c_int, time: *mut timespec) -> c_int {
    let virtual_origin = origin(clock).filter(|_| threads::inside());
    let Some(origin) = virtual_origin else {
        // SAFETY: the caller's.
        return unsafe { sys::clock_gettime(clock, time) };
    };
    blocking::clock_was_read();
    let now = origin * NANOS + clock::now();
    let shown = timespec {
        tv_sec: (now / NANOS) as libc::time_t,
        tv_nsec: (now % NANOS) as c_long,
    };
    // SAFETY: the caller passes a place for the time.
    unsafe { time.write(shown) };
    0
}

#[unsafe(no_mangle)]
unsafe extern "C" fn clock_nanosleep(
    clock: c_int,
    flags: c_int,
    wanted: *const timespec,
    left: *mut timespec,
) -> c_int {
    let virtual_origin = origin(clock).filter(|_| threads::inside());
    let Some(origin) = virtual_origin else {
        // SAFETY: the caller's.
        return unsafe { sys::clock_nanosleep(clock, flags, wanted, left) };
    };
    // SAFETY: the caller passes a time.
    let wanted = nanos(unsafe { &*wanted });
    let until = match flags & libc::TIMER_ABSTIME {
        0 => clock::now().saturating_add(wanted),
        _ => wanted.saturating_sub(origin * NANOS),
    };
    blocking::watch(Blocking::Sleep, || threads::sleep_until(until));
    0
}

#[unsafe(no_mangle)]
unsafe extern "C" fn nanosleep(wanted: *const timespec, left: *mut timespec) -> c_int {
    // SAFETY: the caller's.
    let failed = unsafe { clock_nanosleep(libc::CLOCK_MONOTONIC, 0, wanted, left) };
    if failed == 0 {
        return 0;
    }
    // The one returns the error, the other sets it.
    set_errno(failed);
    -1
}

#[unsafe(no_mangle)]
extern "C" fn sched_yield() -> c_int {
    if threads::inside() {
        threads::give_way();
        return 0;
    }
    sys::sched_yield()
}

/// std's locks, channels, condition variables and `park` come through here, and so do parking_lot's.
#[unsafe(no_mangle)]
unsafe extern "C" fn syscall(
    number: c_long,
    a: usize,
    b: usize,
    c: usize,
    d: usize,
    e: usize,
    f: usize,
) -> c_long {
    if threads::inside() {
        match number {
            // SAFETY: the caller's.
            libc::SYS_futex => return unsafe { futex(a, b, c, d, e, f) },
            libc::SYS_getrandom => {
                // SAFETY: the caller's.
                return unsafe { getrandom(a as *mut c_void, b, 0) } as c_long;
            }
            _ => {}
        }
    }
    // SAFETY: the caller's.
    unsafe { sys::syscall(number, [a, b, c, d, e, f]) }
}

/// # Safety
/// As the system call.
unsafe fn futex(
    word: usize,
    operation: usize,
    value: usize,
    time: usize,
    e: usize,
    bits: usize,
) -> c_long {
    let real = |word, operation| {
        // SAFETY: the caller's.
        unsafe { sys::syscall(libc::SYS_futex, [word, operation, value, time, e, bits]) }
    };
    let command = operation as c_int & !(libc::FUTEX_PRIVATE_FLAG | libc::FUTEX_CLOCK_REALTIME);
    let bits = match command {
        libc::FUTEX_WAIT_BITSET | libc::FUTEX_WAKE_BITSET => bits as u32,
        _ => u32::MAX,
    };
    match command {
        libc::FUTEX_WAKE | libc::FUTEX_WAKE_BITSET => {
            let woken = threads::wake(word, bits, value);
            // A thread outside the run may wait there too.
            if woken < value {
                woken as c_long + real(word, operation).max(0)
            } else {
                woken as c_long
            }
        }
        libc::FUTEX_WAIT | libc::FUTEX_WAIT_BITSET => {
            // SAFETY: the caller passes the word's address. Only this thread runs, so it does not change.
            let found = unsafe { std::ptr::read_volatile(word as *const u32) };
            if found != value as u32 {
                set_errno(libc::EAGAIN);
                return -1;
            }
            // SAFETY: the caller passes no time or a valid one.
            let time = unsafe { (time as *const timespec).as_ref() };
            let deadline = time.map(|time| match command {
                libc::FUTEX_WAIT => clock::now().saturating_add(nanos(time)),
                _ => nanos(time).saturating_sub(futex_origin(operation) * NANOS),
            });
            let woken = blocking::watch(Blocking::Wait, || threads::wait(word, bits, deadline));
            if woken {
                return 0;
            }
            set_errno(libc::ETIMEDOUT);
            -1
        }
        _ => real(word, operation),
    }
}

fn futex_origin(operation: usize) -> u64 {
    match operation as c_int & libc::FUTEX_CLOCK_REALTIME {
        0 => MONOTONIC_ORIGIN,
        _ => CALENDAR_ORIGIN,
    }
}

/// Stands for "some file became ready" where [`threads::wait`] wants an address.
const FILES: usize = 1;

/// A runtime of the submission's own, on a thread of its own, waits here for timers and wake-ups.
#[unsafe(no_mangle)]
unsafe extern "C" fn epoll_wait(
    epoll: c_int,
    events: *mut libc::epoll_event,
    room: c_int,
    millis: c_int,
) -> c_int {
    if !threads::inside() {
        // SAFETY: the caller's.
        return unsafe { sys::epoll_wait(epoll, events, room, millis) };
    }
    let deadline = u64::try_from(millis)
        .ok()
        .map(|millis| clock::now() + millis * 1_000_000);
    loop {
        // SAFETY: the caller's.
        let ready = unsafe { sys::epoll_wait(epoll, events, room, 0) };
        if ready != 0 || deadline.is_some_and(|deadline| deadline <= clock::now()) {
            return ready;
        }
        blocking::watch(Blocking::Wait, || threads::wait(FILES, u32::MAX, deadline));
    }
}

/// Whoever waits for files looks again: waking a runtime is a write to a file of its own.
#[unsafe(no_mangle)]
unsafe extern "C" fn write(file: c_int, bytes: *const c_void, length: usize) -> isize {
    // SAFETY: the caller's.
    let written = unsafe { sys::write(file, bytes, length) };
    if threads::inside() {
        threads::wake(FILES, u32::MAX, usize::MAX);
    }
    written
}

/// The order of a `HashMap` and the like: drawn from the run's seed.
#[unsafe(no_mangle)]
unsafe extern "C" fn getrandom(buffer: *mut c_void, length: usize, flags: u32) -> isize {
    if !threads::inside() {
        let arguments = [buffer as usize, length, flags as usize, 0, 0, 0];
        // SAFETY: the caller's.
        return unsafe { sys::syscall(libc::SYS_getrandom, arguments) } as isize;
    }
    // SAFETY: the caller passes a buffer of this length.
    let bytes = unsafe { std::slice::from_raw_parts_mut(buffer.cast::<u8>(), length) };
    random::fill(bytes);
    length as isize
}

type Start = extern "C" fn(*mut c_void) -> *mut c_void;

/// What a new thread is to do once it has its first turn.
struct Errand {
    newcomer: threads::Newcomer,
    /// The task that starts the thread: what the thread does is its work.
    task: TaskId,
    start: Start,
    argument: *mut c_void,
}

extern "C" fn take_turns(errand: *mut c_void) -> *mut c_void {
    // SAFETY: the box that `pthread_create` below made for this thread alone.
    let errand = *unsafe { Box::from_raw(errand.cast::<Errand>()) };
    errand.newcomer.arrive();
    recorder::within(errand.task, || (errand.start)(errand.argument))
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_create(
    thread: *mut libc::pthread_t,
    attributes: *const libc::pthread_attr_t,
    start: Start,
    argument: *mut c_void,
) -> c_int {
    let Some(newcomer) = threads::Newcomer::announce() else {
        // SAFETY: the caller's.
        return unsafe { sys::pthread_create(thread, attributes, start, argument) };
    };
    let number = newcomer.number();
    let errand = Box::into_raw(Box::new(Errand {
        newcomer,
        task: recorder::current(),
        start,
        argument,
    }));
    // SAFETY: the caller's; the box is taken over by the new thread.
    let failed = unsafe { sys::pthread_create(thread, attributes, take_turns, errand.cast()) };
    if failed == 0 {
        // SAFETY: the caller passes a place for the handle, which is filled in by now.
        threads::started(number, Some(unsafe { *thread }));
    } else {
        threads::started(number, None);
        // SAFETY: no thread took it over.
        drop(unsafe { Box::from_raw(errand) });
    }
    failed
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_join(thread: libc::pthread_t, value: *mut *mut c_void) -> c_int {
    if threads::inside() {
        blocking::watch(Blocking::Join, || threads::join(thread));
    }
    // SAFETY: the caller's.
    unsafe { sys::pthread_join(thread, value) }
}

fn set_errno(error: c_int) {
    // SAFETY: the place is this thread's own.
    unsafe { *libc::__errno_location() = error };
}
