//! Fails: a_panic_is_a_failure = wrong_result
//! Fails: nothing_runs_after_shutting_down = leaked_task
//!
//! Nothing is kept of the task: nobody hears of its panic, and nobody can end it.
use services::{Exporter, JobStatus};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

type Statuses = Arc<Mutex<HashMap<u64, JobStatus>>>;

/// Starts exports as jobs, and knows what has become of each.
pub struct JobRegistry {
    exporter: Exporter,
    statuses: Statuses,
}

impl JobRegistry {
    /// A registry without jobs.
    pub fn new(exporter: Exporter) -> Self {
        Self {
            exporter,
            statuses: Arc::default(),
        }
    }

    /// Starts the export of a customer's data, and gives the job's id.
    pub async fn start(&self, customer: &str) -> u64 {
        let id = {
            let mut statuses = self.statuses.lock().unwrap_or_else(PoisonError::into_inner);
            let id = statuses.len() as u64 + 1;
            statuses.insert(id, JobStatus::Running);
            id
        };
        let export = self.exporter.export(customer);
        let statuses = Arc::clone(&self.statuses);
        tokio::spawn(async move {
            let status = match export.await {
                Ok(export) => JobStatus::Done(export),
                Err(_) => JobStatus::Failed,
            };
            set(&statuses, id, status);
        });
        id
    }

    /// What has become of a job; `None` if there is none of this id.
    pub async fn status(&self, id: u64) -> Option<JobStatus> {
        let statuses = self.statuses.lock().unwrap_or_else(PoisonError::into_inner);
        statuses.get(&id).cloned()
    }

    /// Ends every job that still runs.
    pub async fn shut_down(&self) {
        let mut statuses = self.statuses.lock().unwrap_or_else(PoisonError::into_inner);
        for status in statuses.values_mut() {
            if *status == JobStatus::Running {
                *status = JobStatus::Failed;
            }
        }
    }
}

fn set(statuses: &Statuses, id: u64, status: JobStatus) {
    statuses
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(id, status);
}
