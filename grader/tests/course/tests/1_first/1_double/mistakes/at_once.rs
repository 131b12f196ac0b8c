//! Fails: takes_its_time = wrong_timing
//!
//! Nothing waits.
use std::time::Duration;

/// Twice the number, after 100 ms.
pub async fn double(number: u64) -> u64 {
    let _unused = Duration::ZERO;
    number * 2
}
