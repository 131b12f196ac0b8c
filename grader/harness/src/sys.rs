//! The C library's own versions of the functions that [`crate::interpose`] defines.
#![expect(
    unsafe_code,
    reason = "calls into the C library through looked-up symbols"
)]

use libc::{c_int, c_long, c_void};
use std::{
    ffi::CStr,
    mem,
    sync::atomic::{AtomicPtr, Ordering},
};

/// A function of the C library, found once by name behind our own definition of it.
struct Real {
    name: &'static CStr,
    found: AtomicPtr<c_void>,
}

impl Real {
    const fn new(name: &'static CStr) -> Self {
        Self {
            name,
            found: AtomicPtr::new(std::ptr::null_mut()),
        }
    }

    // No `OnceLock`: it may wait on a futex, which is one of the functions looked up here.
    fn get(&self) -> *mut c_void {
        let found = self.found.load(Ordering::Acquire);
        if !found.is_null() {
            return found;
        }
        // SAFETY: the name is a C string, and RTLD_NEXT needs no handle.
        let found = unsafe { libc::dlsym(libc::RTLD_NEXT, self.name.as_ptr()) };
        if found.is_null() {
            // Nothing of ours can run without them.
            std::process::abort();
        }
        self.found.store(found, Ordering::Release);
        found
    }
}

type Start = extern "C" fn(*mut c_void) -> *mut c_void;

/// The system call itself.
///
/// # Safety
/// As `libc::syscall`.
pub(crate) unsafe fn syscall(n: c_long, a: [usize; 6]) -> c_long {
    static REAL: Real = Real::new(c"syscall");
    type Function = unsafe extern "C" fn(c_long, ...) -> c_long;
    // SAFETY: the symbol has this type.
    let real: Function = unsafe { mem::transmute(REAL.get()) };
    // SAFETY: the caller's.
    unsafe { real(n, a[0], a[1], a[2], a[3], a[4], a[5]) }
}

/// # Safety
/// As `libc::clock_gettime`.
pub(crate) unsafe fn clock_gettime(clock: c_int, time: *mut libc::timespec) -> c_int {
    static REAL: Real = Real::new(c"clock_gettime");
    type Function = unsafe extern "C" fn(c_int, *mut libc::timespec) -> c_int;
    // SAFETY: the symbol has this type, and the rest is the caller's.
    unsafe { mem::transmute::<*mut c_void, Function>(REAL.get())(clock, time) }
}

/// # Safety
/// As `libc::clock_nanosleep`.
pub(crate) unsafe fn clock_nanosleep(
    clock: c_int,
    flags: c_int,
    wanted: *const libc::timespec,
    left: *mut libc::timespec,
) -> c_int {
    static REAL: Real = Real::new(c"clock_nanosleep");
    type Function =
        unsafe extern "C" fn(c_int, c_int, *const libc::timespec, *mut libc::timespec) -> c_int;
    // SAFETY: the symbol has this type, and the rest is the caller's.
    unsafe { mem::transmute::<*mut c_void, Function>(REAL.get())(clock, flags, wanted, left) }
}

/// # Safety
/// As `libc::pthread_create`.
pub(crate) unsafe fn pthread_create(
    thread: *mut libc::pthread_t,
    attributes: *const libc::pthread_attr_t,
    start: Start,
    argument: *mut c_void,
) -> c_int {
    static REAL: Real = Real::new(c"pthread_create");
    type Function = unsafe extern "C" fn(
        *mut libc::pthread_t,
        *const libc::pthread_attr_t,
        Start,
        *mut c_void,
    ) -> c_int;
    // SAFETY: the symbol has this type, and the rest is the caller's.
    unsafe {
        mem::transmute::<*mut c_void, Function>(REAL.get())(thread, attributes, start, argument)
    }
}

/// # Safety
/// As `libc::pthread_join`.
pub(crate) unsafe fn pthread_join(thread: libc::pthread_t, value: *mut *mut c_void) -> c_int {
    static REAL: Real = Real::new(c"pthread_join");
    type Function = unsafe extern "C" fn(libc::pthread_t, *mut *mut c_void) -> c_int;
    // SAFETY: the symbol has this type, and the rest is the caller's.
    unsafe { mem::transmute::<*mut c_void, Function>(REAL.get())(thread, value) }
}

/// # Safety
/// As `libc::epoll_wait`.
pub(crate) unsafe fn epoll_wait(
    epoll: c_int,
    events: *mut libc::epoll_event,
    room: c_int,
    millis: c_int,
) -> c_int {
    static REAL: Real = Real::new(c"epoll_wait");
    type Function = unsafe extern "C" fn(c_int, *mut libc::epoll_event, c_int, c_int) -> c_int;
    // SAFETY: the symbol has this type, and the rest is the caller's.
    unsafe { mem::transmute::<*mut c_void, Function>(REAL.get())(epoll, events, room, millis) }
}

/// # Safety
/// As `libc::write`.
pub(crate) unsafe fn write(file: c_int, bytes: *const c_void, length: usize) -> isize {
    static REAL: Real = Real::new(c"write");
    type Function = unsafe extern "C" fn(c_int, *const c_void, usize) -> isize;
    // SAFETY: the symbol has this type, and the rest is the caller's.
    unsafe { mem::transmute::<*mut c_void, Function>(REAL.get())(file, bytes, length) }
}

/// # Safety
/// As `libc::posix_spawnp`.
pub(crate) unsafe fn posix_spawnp(
    process: *mut libc::pid_t,
    file: *const libc::c_char,
    actions: *const libc::posix_spawn_file_actions_t,
    attributes: *const libc::posix_spawnattr_t,
    arguments: *const *mut libc::c_char,
    environment: *const *mut libc::c_char,
) -> c_int {
    static REAL: Real = Real::new(c"posix_spawnp");
    type Function = unsafe extern "C" fn(
        *mut libc::pid_t,
        *const libc::c_char,
        *const libc::posix_spawn_file_actions_t,
        *const libc::posix_spawnattr_t,
        *const *mut libc::c_char,
        *const *mut libc::c_char,
    ) -> c_int;
    // SAFETY: the symbol has this type, and the rest is the caller's.
    unsafe {
        mem::transmute::<*mut c_void, Function>(REAL.get())(
            process,
            file,
            actions,
            attributes,
            arguments,
            environment,
        )
    }
}

/// Gives up the processor.
pub(crate) fn sched_yield() -> c_int {
    static REAL: Real = Real::new(c"sched_yield");
    type Function = unsafe extern "C" fn() -> c_int;
    // SAFETY: the symbol has this type, and the call has no conditions.
    unsafe { mem::transmute::<*mut c_void, Function>(REAL.get())() }
}

/// Waits while `word` holds `value`; may return early.
pub(crate) fn futex_wait(word: &std::sync::atomic::AtomicU32, value: u32) {
    let operation = (libc::FUTEX_WAIT | libc::FUTEX_PRIVATE_FLAG) as usize;
    let address = std::ptr::from_ref(word) as usize;
    // SAFETY: the word outlives the call.
    unsafe {
        syscall(
            libc::SYS_futex,
            [address, operation, value as usize, 0, 0, 0],
        )
    };
}

/// Wakes whoever waits on `word`.
pub(crate) fn futex_wake(word: &std::sync::atomic::AtomicU32) {
    let operation = (libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG) as usize;
    let address = std::ptr::from_ref(word) as usize;
    // SAFETY: the address is only compared, never read.
    unsafe {
        syscall(
            libc::SYS_futex,
            [address, operation, i32::MAX as usize, 0, 0, 0],
        )
    };
}
