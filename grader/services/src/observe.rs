//! How the grader's laboratory learns of calls. Without an observer nothing is told to anybody.
use std::{
    panic::Location,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

/// Listens to every service of the process.
pub trait Observer: Send + Sync {
    /// A call was made; it did nothing yet.
    fn made(&self, call: u32, name: &str, place: &'static Location<'static>);
    /// The call is on its way: its future was polled for the first time, or it is a synchronous one.
    fn started(&self, call: u32);
    /// The call ended.
    fn ended(&self, call: u32, end: End);
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With an answer.
    Answered,
    /// With an error, or a panic of the service.
    Failed,
    /// Dropped on its way.
    Dropped,
    /// Dropped without ever having been polled.
    NeverPolled,
}

static OBSERVER: OnceLock<&'static dyn Observer> = OnceLock::new();
static CALLS: AtomicU32 = AtomicU32::new(0);

/// Installs the process's one observer; false if there is one already, which then stays.
pub fn install(observer: &'static dyn Observer) -> bool {
    OBSERVER.set(observer).is_ok()
}

pub(crate) fn observer() -> Option<&'static dyn Observer> {
    OBSERVER.get().copied()
}

/// A call was made. Its number: calls are numbered in the order in which they are made.
pub(crate) fn made(name: &str, place: &'static Location<'static>) -> u32 {
    let number = CALLS.fetch_add(1, Ordering::Relaxed);
    if let Some(observer) = observer() {
        observer.made(number, name, place);
    }
    number
}
