//! Exports of customers' data, each of which takes long.
use services::{Exporter, JobStatus};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::{sync::watch, task::AbortHandle};

struct Job {
    status: watch::Receiver<JobStatus>,
    task: AbortHandle,
}

/// Starts exports as jobs, and knows what has become of each.
pub struct JobRegistry {
    exporter: Exporter,
    jobs: Mutex<Vec<Job>>,
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
        let (told, status) = watch::channel(JobStatus::Running);
        let export = self.exporter.export(customer);
        let task = tokio::spawn(async move {
            told.send_replace(match export.await {
                Ok(export) => JobStatus::Done(export),
                Err(_) => JobStatus::Failed,
            });
        });
        let task = task.abort_handle();
        let mut jobs = self.jobs();
        jobs.push(Job { status, task });
        jobs.len() as u64 - 1
    }

    /// What has become of a job; `None` if there is none of this id.
    pub async fn status(&self, id: u64) -> Option<JobStatus> {
        let jobs = self.jobs();
        let job = jobs.get(usize::try_from(id).ok()?)?;
        let status = job.status.borrow().clone();
        // A task that is gone without a word has panicked or was aborted.
        let gone = job.status.has_changed().is_err();
        Some(match status {
            JobStatus::Running if gone => JobStatus::Failed,
            status => status,
        })
    }

    /// Ends every job that still runs.
    pub async fn shut_down(&self) {
        self.jobs().iter().for_each(|job| job.task.abort());
    }

    /// The jobs, locked; a job's id is its place.
    fn jobs(&self) -> MutexGuard<'_, Vec<Job>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
