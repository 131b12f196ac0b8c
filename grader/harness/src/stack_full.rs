//! Sees a thread that has used its whole stack, and tells where; std would only say so and abort.
#![expect(
    unsafe_code,
    reason = "a handler for the signal of a forbidden address"
)]

use crate::{
    stack,
    stopped::{self, Reason},
};
use std::mem::MaybeUninit;

/// How far below or above the end of the stack an address is that was meant to be on it.
const NEAR: usize = 1 << 20;

/// The smallest page that a kernel has.
const PAGE: usize = 4096;

/// Installs the signal's handler; before any thread is started. It runs on the stack that std gives each
/// thread for its own handler.
pub(crate) fn install() {
    // SAFETY: zeroes are a valid `sigaction`; the handler only does what a handler may.
    unsafe {
        let mut action: libc::sigaction = MaybeUninit::zeroed().assume_init();
        let handler: extern "C" fn(libc::c_int, *mut libc::siginfo_t, *mut libc::c_void) = look;
        action.sa_sigaction = handler as usize;
        action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK | libc::SA_RESETHAND;
        libc::sigaction(libc::SIGSEGV, &raw const action, std::ptr::null_mut());
    }
}

extern "C" fn look(_: libc::c_int, info: *mut libc::siginfo_t, context: *mut libc::c_void) {
    // SAFETY: the kernel passes valid pointers of these types.
    let (address, thread) = unsafe { ((*info).si_addr() as usize, Registers::of(context.cast())) };
    if address.abs_diff(thread.stack) < NEAR {
        stopped::stop_at(Reason::StackFull, |frames| {
            // The pointer may be below the stack already, on the page that must not be touched.
            let last = thread.stack.max((address | (PAGE - 1)) + 1);
            // SAFETY: the thread has used far more of its stack than is looked at.
            unsafe { stack::probable(thread.instruction, last, frames) }
        });
    }
    // Anything else happens again without the handler, and ends the process.
}

/// Where a thread was.
struct Registers {
    instruction: usize,
    stack: usize,
}

impl Registers {
    /// # Safety
    /// The kernel's own pointer.
    unsafe fn of(context: *const libc::ucontext_t) -> Registers {
        // SAFETY: the caller's.
        let context = unsafe { &(*context).uc_mcontext };
        #[cfg(target_arch = "x86_64")]
        let (instruction, stack) = (
            context.gregs[libc::REG_RIP as usize],
            context.gregs[libc::REG_RSP as usize],
        );
        #[cfg(target_arch = "aarch64")]
        let (instruction, stack) = (context.pc, context.sp);
        Registers {
            instruction: instruction as usize,
            stack: stack as usize,
        }
    }
}
