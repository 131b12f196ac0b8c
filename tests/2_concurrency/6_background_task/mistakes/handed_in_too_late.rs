//! Fails: nothing_runs_after_shutting_down = leaked_task
//!
//! A task hands in the handle of the export when its turn has come, which may be after shutting down.
use services::{Exporter, JobStatus};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::task::AbortHandle;

/// Starts exports as jobs, and knows what has become of each.
pub struct JobRegistry {
    exporter: Exporter,
    last: AtomicU64,
    statuses: Arc<Mutex<HashMap<u64, JobStatus>>>,
    tasks: Arc<Mutex<Vec<AbortHandle>>>,
}

impl JobRegistry {
    /// A registry without jobs.
    pub fn new(exporter: Exporter) -> Self {
        Self {
            exporter,
            last: AtomicU64::new(0),
            statuses: Arc::default(),
            tasks: Arc::default(),
        }
    }

    /// Starts the export of a customer's data, and gives the job's id.
    pub async fn start(&self, customer: &str) -> u64 {
        let id = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        lock(&self.statuses).insert(id, JobStatus::Running);
        let (tasks, statuses) = (Arc::clone(&self.tasks), Arc::clone(&self.statuses));
        let export = self.exporter.export(customer);
        tokio::spawn(async move {
            let task = tokio::spawn(export);
            lock(&tasks).push(task.abort_handle());
            let status = match task.await {
                Ok(Ok(export)) => JobStatus::Done(export),
                Ok(Err(_)) | Err(_) => JobStatus::Failed,
            };
            lock(&statuses).insert(id, status);
        });
        id
    }

    /// What has become of a job; `None` if there is none of this id.
    pub async fn status(&self, id: u64) -> Option<JobStatus> {
        lock(&self.statuses).get(&id).cloned()
    }

    /// Ends every job that still runs.
    pub async fn shut_down(&self) {
        for task in lock(&self.tasks).drain(..) {
            task.abort();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
