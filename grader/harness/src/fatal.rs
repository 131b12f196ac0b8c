//! Failures after which the process cannot go on.
use crate::{blocking, channel, clock, explore, locks, recorder, stack};
use protocol::{Blocking, Failure};

/// On the loop thread, which waits in a call that nothing can end: tells the grader and ends the process.
pub(crate) fn blocked_for_ever() -> ! {
    let (by, place) = blocking::current_call().unwrap_or_else(|| (Blocking::Wait, stack::here()));
    if recorder::detailed() {
        locks::tell();
    }
    let failure = Failure::BlockedForEver { by, place };
    channel::end_with(&explore::findings(
        failure,
        recorder::snapshot(),
        clock::now_ms(),
    ))
}
