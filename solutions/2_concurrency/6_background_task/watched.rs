//! Exports of customers' data, each of which takes long.
use services::{Exporter, JobStatus};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::task::AbortHandle;

type Statuses = Arc<Mutex<HashMap<u64, JobStatus>>>;

/// Starts exports as jobs, and knows what has become of each.
pub struct JobRegistry {
    exporter: Exporter,
    statuses: Statuses,
    tasks: Mutex<Vec<AbortHandle>>,
}

impl JobRegistry {
    /// A registry without jobs.
    pub fn new(exporter: Exporter) -> Self {
        Self {
            exporter,
            statuses: Arc::default(),
            tasks: Mutex::default(),
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
        let task = tokio::spawn(self.exporter.export(customer));
        let abort = task.abort_handle();
        let statuses = Arc::clone(&self.statuses);
        // Waits for the task in the customer's place.
        tokio::spawn(async move {
            let status = match task.await {
                Ok(Ok(export)) => JobStatus::Done(export),
                Ok(Err(_)) | Err(_) => JobStatus::Failed,
            };
            set(&statuses, id, status);
        });
        self.tasks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(abort);
        id
    }

    /// What has become of a job; `None` if there is none of this id.
    pub async fn status(&self, id: u64) -> Option<JobStatus> {
        let statuses = self.statuses.lock().unwrap_or_else(PoisonError::into_inner);
        statuses.get(&id).cloned()
    }

    /// Ends every job that still runs.
    pub async fn shut_down(&self) {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        for task in tasks.drain(..) {
            task.abort();
        }
    }
}

fn set(statuses: &Statuses, id: u64, status: JobStatus) {
    statuses
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(id, status);
}
