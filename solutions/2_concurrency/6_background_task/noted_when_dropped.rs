//! Exports of customers' data, each of which takes long.
use services::{Exporter, JobStatus};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::task::AbortHandle;

type Statuses = Arc<Mutex<HashMap<u64, (JobStatus, Option<AbortHandle>)>>>;

/// Starts exports as jobs, and knows what has become of each.
pub struct JobRegistry {
    exporter: Exporter,
    jobs: Statuses,
}

/// Notes a job as failed unless it was told otherwise.
struct Outcome {
    id: u64,
    status: JobStatus,
    jobs: Statuses,
}

impl Outcome {
    fn is(&mut self, status: JobStatus) {
        self.status = status;
    }
}

impl Drop for Outcome {
    fn drop(&mut self) {
        lock(&self.jobs).insert(self.id, (self.status.clone(), None));
    }
}

impl JobRegistry {
    /// A registry without jobs.
    pub fn new(exporter: Exporter) -> Self {
        Self {
            exporter,
            jobs: Statuses::default(),
        }
    }

    /// Starts the export of a customer's data, and gives the job's id.
    pub async fn start(&self, customer: &str) -> u64 {
        let mut jobs = lock(&self.jobs);
        let id = 1_000 + 7 * jobs.len() as u64;
        let mut outcome = Outcome {
            id,
            status: JobStatus::Failed,
            jobs: Arc::clone(&self.jobs),
        };
        let export = self.exporter.export(customer);
        let task = tokio::spawn(async move {
            if let Ok(export) = export.await {
                outcome.is(JobStatus::Done(export));
            }
        });
        jobs.insert(id, (JobStatus::Running, Some(task.abort_handle())));
        id
    }

    /// What has become of a job; `None` if there is none of this id.
    pub async fn status(&self, id: u64) -> Option<JobStatus> {
        lock(&self.jobs).get(&id).map(|(status, _)| status.clone())
    }

    /// Ends every job that still runs.
    pub async fn shut_down(&self) {
        let tasks: Vec<_> = lock(&self.jobs)
            .values()
            .filter_map(|(_, task)| task.clone())
            .collect();
        tasks.iter().for_each(AbortHandle::abort);
    }
}

fn lock(jobs: &Statuses) -> MutexGuard<'_, HashMap<u64, (JobStatus, Option<AbortHandle>)>> {
    jobs.lock().unwrap_or_else(PoisonError::into_inner)
}
