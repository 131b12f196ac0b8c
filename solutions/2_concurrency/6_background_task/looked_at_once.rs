//! Exports of customers' data, each of which takes long.
use futures::FutureExt;
use services::{Export, ExportError, Exporter, JobStatus};
use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::task::JoinHandle;

enum Job {
    Started(JoinHandle<Result<Export, ExportError>>),
    Ended(JobStatus),
}

/// Starts exports as jobs, and knows what has become of each.
pub struct JobRegistry {
    exporter: Exporter,
    last: AtomicU64,
    jobs: Mutex<HashMap<u64, Job>>,
}

impl JobRegistry {
    /// A registry without jobs.
    pub fn new(exporter: Exporter) -> Self {
        Self {
            exporter,
            last: AtomicU64::new(1000),
            jobs: Mutex::default(),
        }
    }

    /// Starts the export of a customer's data, and gives the job's id.
    pub async fn start(&self, customer: &str) -> u64 {
        let id = self.last.fetch_add(7, Ordering::Relaxed) + 7;
        let task = tokio::spawn(self.exporter.export(customer));
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.insert(id, Job::Started(task));
        id
    }

    /// What has become of a job; `None` if there is none of this id.
    pub async fn status(&self, id: u64) -> Option<JobStatus> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let job = jobs.get_mut(&id)?;
        if let Job::Started(task) = job
            && let Some(ended) = task.now_or_never()
        {
            *job = Job::Ended(match ended {
                Ok(Ok(export)) => JobStatus::Done(export),
                Ok(Err(_)) | Err(_) => JobStatus::Failed,
            });
        }
        Some(match job {
            Job::Started(_) => JobStatus::Running,
            Job::Ended(status) => status.clone(),
        })
    }

    /// Ends every job that still runs.
    pub async fn shut_down(&self) {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        for job in jobs.values() {
            if let Job::Started(task) = job {
                task.abort();
            }
        }
    }
}
