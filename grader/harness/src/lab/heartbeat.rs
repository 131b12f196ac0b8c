//! A task that ticks beside the submission's code, and notices when the event loop stands still.
use super::{Lab, Plan, expect::millis};
use protocol::Diagnosis;
use std::time::Duration;
use tokio::{task::JoinHandle, time::Instant};

/// A running heartbeat.
pub struct Heartbeat {
    every: Duration,
    /// By how much each beat was late.
    beats: JoinHandle<Vec<Duration>>,
}

impl Lab {
    /// Starts a heartbeat: so many beats, one `every` so often, the first after one such time.
    pub fn heartbeat(&self, every: Duration, beats: u32) -> Heartbeat {
        let beginning = Instant::now();
        // tokio's own spawn: no schedule may hold it up.
        let beats = tokio::spawn(async move {
            let mut late = Vec::new();
            for beat in 1..=beats {
                let due = beginning + every * beat;
                tokio::time::sleep_until(due).await;
                late.push(Instant::now().saturating_duration_since(due));
            }
            late
        });
        Heartbeat { every, beats }
    }

    /// Waits for the last beat; each must have come on time, to the millisecond.
    pub async fn expect_steady(&self, heartbeat: Heartbeat) {
        let every = heartbeat.every;
        let late = heartbeat
            .beats
            .await
            .expect("a heartbeat neither panics nor is it aborted");
        let Some(first) = late.iter().position(|late| millis(*late) > 0) else {
            return;
        };
        let number = first as u32 + 1;
        self.fail_timing(
            "a task that ticks beside it",
            Diagnosis::BlockedEventLoop,
            format!("a beat every {} ms, each on time", millis(every)),
            format!(
                "beat {number} was due at {} ms and came at {} ms",
                millis(every * number),
                millis(every * number + late[first])
            ),
            Plan::new(),
        );
    }
}
