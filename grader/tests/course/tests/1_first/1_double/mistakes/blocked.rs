//! Fails: takes_its_time = blocked_event_loop
//!
//! The thread sleeps.
use std::time::Duration;

/// Twice the number, after 100 ms.
pub async fn double(number: u64) -> u64 {
    std::thread::sleep(Duration::from_millis(150));
    number * 2
}
