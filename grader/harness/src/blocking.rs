//! Sees calls that block the loop thread while a task is polled.
use crate::{clock, recorder, stack, threads};
use protocol::{Blocking, Place};
use std::cell::{Cell, RefCell};

/// Reads of the clock within one poll that nobody needs who is not waiting for it to move.
const HONEST_READS: u32 = 2_000;
/// Once it has been read more often than that, so many reads take a millisecond: few enough to get a loop to
/// its end, many enough that a read after the loop costs nothing.
const READS_A_MILLI: u32 = 50;
const MILLI: u64 = 1_000_000;

thread_local! {
    /// True on the loop thread from when the runtime is unparked to when it parks.
    static POLLING: Cell<bool> = const { Cell::new(false) };
    /// The call that this thread waits in.
    static CALL: RefCell<Option<(Blocking, Place)>> = const { RefCell::new(None) };
    /// How often the clock was read since the thread last waited.
    static READS: Cell<u32> = const { Cell::new(0) };
}

/// The loop thread begins or ends to poll tasks.
pub(crate) fn set_polling(polling: bool) {
    POLLING.set(polling);
    READS.set(0);
}

/// A poll begins.
pub(crate) fn new_poll() {
    READS.set(0);
}

/// Runs a call that may wait. If it makes the event loop wait in virtual time, that is put on record.
pub(crate) fn watch<T>(by: Blocking, call: impl FnOnce() -> T) -> T {
    if by != Blocking::Spin {
        READS.set(0);
    }
    if !(threads::on_loop() && POLLING.get()) {
        return call();
    }
    let place = stack::here();
    CALL.replace(Some((by, place)));
    let began = clock::now();
    let result = call();
    let waited_in = CALL.take();
    let for_ms = clock::now().saturating_sub(began) / MILLI;
    if let Some((by, place)) = waited_in
        && for_ms > 0
    {
        recorder::blocked(by, place, began / MILLI, for_ms);
    }
    result
}

/// A loop that reads the clock until it has moved would read for ever: from some point on, each read takes
/// a millisecond.
pub(crate) fn clock_was_read() {
    let reads = READS.get() + 1;
    READS.set(reads);
    if reads > HONEST_READS {
        READS.set(HONEST_READS - READS_A_MILLI);
        watch(Blocking::Spin, || {
            threads::sleep_until(clock::now() + MILLI)
        });
    }
}

/// The call that this thread waits in.
pub(crate) fn current_call() -> Option<(Blocking, Place)> {
    CALL.take()
}
