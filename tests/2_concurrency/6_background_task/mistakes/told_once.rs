//! Fails: running_and_then_done = wrong_result
//! Fails: a_failure_is_told = wrong_result
//! Fails: a_panic_is_a_failure = wrong_result
//!
//! A job whose end has been told leaves the list, and whoever asks again hears that it never was.
use services::{Exporter, JobStatus};
use std::{
    collections::HashMap,
    sync::atomic::{AtomicU64, Ordering},
};
use tokio::{sync::Mutex, task::JoinHandle};

/// Starts exports as jobs, and knows what has become of each.
pub struct JobRegistry {
    exporter: Exporter,
    last: AtomicU64,
    jobs: Mutex<HashMap<u64, JoinHandle<JobStatus>>>,
}

impl JobRegistry {
    /// A registry without jobs.
    pub fn new(exporter: Exporter) -> Self {
        Self {
            exporter,
            last: AtomicU64::new(0),
            jobs: Mutex::default(),
        }
    }

    /// Starts the export of a customer's data, and gives the job's id.
    pub async fn start(&self, customer: &str) -> u64 {
        let exporter = self.exporter.clone();
        let customer = customer.to_owned();
        let task = tokio::spawn(async move {
            match exporter.export(&customer).await {
                Ok(export) => JobStatus::Done(export),
                Err(_) => JobStatus::Failed,
            }
        });
        let id = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        self.jobs.lock().await.insert(id, task);
        id
    }

    /// What has become of a job; `None` if there is none of this id.
    pub async fn status(&self, id: u64) -> Option<JobStatus> {
        let mut jobs = self.jobs.lock().await;
        if !jobs.get(&id)?.is_finished() {
            return Some(JobStatus::Running);
        }
        Some(jobs.remove(&id)?.await.unwrap_or(JobStatus::Failed))
    }

    /// Ends every job that still runs.
    pub async fn shut_down(&self) {
        for task in self.jobs.lock().await.values() {
            task.abort();
        }
    }
}
