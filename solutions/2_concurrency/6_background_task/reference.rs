//! Exports of customers' data, each of which takes long.
use services::{Export, ExportError, Exporter, JobStatus};
use std::collections::HashMap;
use tokio::{sync::Mutex, task::JoinHandle};

enum Job {
    Started(JoinHandle<Result<Export, ExportError>>),
    Ended(JobStatus),
}

/// Starts exports as jobs, and knows what has become of each.
pub struct JobRegistry {
    exporter: Exporter,
    jobs: Mutex<HashMap<u64, Job>>,
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
        let task = tokio::spawn(self.exporter.export(customer));
        let mut jobs = self.jobs.lock().await;
        let id = jobs.len() as u64 + 1;
        jobs.insert(id, Job::Started(task));
        id
    }

    /// What has become of a job; `None` if there is none of this id.
    pub async fn status(&self, id: u64) -> Option<JobStatus> {
        let mut jobs = self.jobs.lock().await;
        let job = jobs.get_mut(&id)?;
        if let Job::Started(task) = job
            && task.is_finished()
        {
            // It has finished, so nobody waits here. A panic is an error of the handle.
            *job = Job::Ended(match task.await {
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
        for job in self.jobs.lock().await.values() {
            if let Job::Started(task) = job {
                task.abort();
            }
        }
    }
}
