//! Sees a system call that the seal refuses: the run ends there, and the line that made it is told.
#![expect(
    unsafe_code,
    reason = "a handler for the signal of a refused system call"
)]

use crate::{
    stopped::{self, Reason},
    sys, threads,
};
use std::{ffi::CStr, mem::MaybeUninit};

/// Files that the C library and std look at by themselves, and do without.
const NOBODY_ASKED: [&[u8]; 8] = [
    b"/proc/self/cgroup",
    b"/proc/self/mountinfo",
    b"/proc/self/maps",
    b"/proc/stat",
    b"/proc/cpuinfo",
    b"/proc/sys/vm/overcommit_memory",
    b"/sys/fs/cgroup",
    b"/sys/devices/system/cpu",
];

/// Installs the signal's handler; before the seal is closed.
pub(crate) fn install() {
    // SAFETY: zeroes are a valid `sigaction`; the handler only does what a handler may.
    unsafe {
        let mut action: libc::sigaction = MaybeUninit::zeroed().assume_init();
        let handler: extern "C" fn(libc::c_int, *mut libc::siginfo_t, *mut libc::c_void) = look;
        action.sa_sigaction = handler as usize;
        action.sa_flags = libc::SA_SIGINFO;
        libc::sigaction(libc::SIGSYS, &raw const action, std::ptr::null_mut());
    }
}

/// Where the kernel says which call it was (`_sigsys` of the C library's `siginfo_t`).
#[repr(C)]
struct RefusedCall {
    signal: libc::c_int,
    error: libc::c_int,
    code: libc::c_int,
    address: *const libc::c_void,
    number: libc::c_int,
}

extern "C" fn look(_: libc::c_int, info: *mut libc::siginfo_t, context: *mut libc::c_void) {
    // SAFETY: the kernel passes valid pointers of these types.
    let (call, registers) = unsafe {
        let info = &*info.cast::<RefusedCall>();
        (i64::from(info.number), Registers::of(context.cast()))
    };
    let path = registers.path(call);
    if NOBODY_ASKED.iter().any(|silent| path.starts_with(silent)) {
        registers.answer(-libc::ENOENT);
        return;
    }
    stopped::forbidden(call, path);
    stopped::stop(Reason::ForbiddenCall)
}

/// std starts programs through this, and the C library with all signals blocked: then the call that makes the
/// process could not be told.
#[unsafe(no_mangle)]
unsafe extern "C" fn posix_spawnp(
    process: *mut libc::pid_t,
    file: *const libc::c_char,
    actions: *const libc::posix_spawn_file_actions_t,
    attributes: *const libc::posix_spawnattr_t,
    arguments: *const *mut libc::c_char,
    environment: *const *mut libc::c_char,
) -> libc::c_int {
    if threads::inside() {
        stopped::forbidden(libc::SYS_clone, b"");
        stopped::stop(Reason::ForbiddenCall)
    }
    // SAFETY: the caller's.
    unsafe { sys::posix_spawnp(process, file, actions, attributes, arguments, environment) }
}

/// The registers of the thread at the call.
struct Registers<'a>(&'a mut libc::mcontext_t);

impl<'a> Registers<'a> {
    /// # Safety
    /// The kernel's own pointer, while its handler runs.
    unsafe fn of(context: *mut libc::ucontext_t) -> Registers<'a> {
        // SAFETY: the caller's.
        Registers(unsafe { &mut (*context).uc_mcontext })
    }

    /// The path that the call is about; empty if it has none.
    fn path(&self, call: i64) -> &'a [u8] {
        let argument = match call {
            libc::SYS_openat
            | libc::SYS_newfstatat
            | libc::SYS_statx
            | libc::SYS_readlinkat
            | libc::SYS_faccessat
            | libc::SYS_faccessat2
            | libc::SYS_mkdirat
            | libc::SYS_unlinkat => 1,
            libc::SYS_execve | libc::SYS_statfs | libc::SYS_chdir => 0,
            #[cfg(target_arch = "x86_64")]
            libc::SYS_open
            | libc::SYS_stat
            | libc::SYS_lstat
            | libc::SYS_readlink
            | libc::SYS_access
            | libc::SYS_mkdir
            | libc::SYS_rmdir
            | libc::SYS_unlink
            | libc::SYS_rename
            | libc::SYS_chmod => 0,
            _ => return b"",
        };
        let address = self.argument(argument);
        if address == 0 {
            return b"";
        }
        // SAFETY: safe code passes a C string that lives as long as the call; whoever passes another
        // address does so by unsafe code, and ends its own process.
        unsafe { CStr::from_ptr(address as *const libc::c_char) }.to_bytes()
    }

    #[cfg(target_arch = "x86_64")]
    fn argument(&self, number: usize) -> usize {
        let register = [libc::REG_RDI, libc::REG_RSI][number];
        self.0.gregs[register as usize] as usize
    }

    #[cfg(target_arch = "x86_64")]
    fn answer(self, value: i32) {
        self.0.gregs[libc::REG_RAX as usize] = i64::from(value);
    }

    #[cfg(target_arch = "aarch64")]
    fn argument(&self, number: usize) -> usize {
        self.0.regs[number] as usize
    }

    #[cfg(target_arch = "aarch64")]
    fn answer(self, value: i32) {
        self.0.regs[0] = i64::from(value) as u64;
    }
}
