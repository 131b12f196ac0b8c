//! Doubles a number, and takes its time.
use std::time::Duration;

/// Twice the number, after 100 ms.
pub async fn double(number: u64) -> u64 {
    tokio::time::sleep(Duration::from_millis(100)).await;
    number
}
