//! The grader's end of the channel, and the way out of the process.
#![expect(
    unsafe_code,
    reason = "takes over the socket that the grader left open, and ends the process at once"
)]

use protocol::{Assembler, EXIT_FAILED, EXIT_PASSED, MAX_FRAME, Message, Order, frames};
use std::sync::atomic::{AtomicI32, Ordering};

const NONE: i32 = -1;

static SOCKET: AtomicI32 = AtomicI32::new(NONE);

/// Takes over the socket and reads the grader's one order. `None` if that is not what it is.
pub(crate) fn open(socket: i32) -> Option<Order> {
    SOCKET.store(socket, Ordering::Relaxed);
    let mut assembler = Assembler::default();
    let mut packet = vec![0u8; MAX_FRAME];
    loop {
        // SAFETY: the buffer is valid for its length.
        let length = unsafe { libc::recv(socket, packet.as_mut_ptr().cast(), packet.len(), 0) };
        let length = usize::try_from(length).ok().filter(|length| *length > 0)?;
        match assembler.take(&packet[..length]) {
            Ok(None) => {}
            Ok(Some(order)) => return Some(order),
            Err(_) => return None,
        }
    }
}

/// Sends the last word and ends the process, without running anything of the submission's on the way.
pub(crate) fn end_with(message: &Message) -> ! {
    let status = match message {
        Message::Passed(_) => EXIT_PASSED,
        _ => EXIT_FAILED,
    };
    let socket = SOCKET.swap(NONE, Ordering::Relaxed);
    // A message too large to be written is silence, which is never a pass.
    for packet in frames(message).unwrap_or_default() {
        // SAFETY: the buffer is valid for its length.
        unsafe {
            libc::send(
                socket,
                packet.as_ptr().cast(),
                packet.len(),
                libc::MSG_NOSIGNAL,
            )
        };
    }
    // SAFETY: ends the process.
    unsafe { libc::_exit(status) }
}
