//! Fails: running_and_then_done = panicked
//! Fails: a_failure_is_told = panicked
//! Fails: a_panic_is_a_failure = panicked
//!
//! Whoever asks again after the end polls a handle that has given its output away.
use futures::FutureExt;
use services::{Export, ExportError, Exporter, JobStatus};
use std::collections::HashMap;
use tokio::{sync::Mutex, task::JoinHandle};

/// Starts exports as jobs, and knows what has become of each.
pub struct JobRegistry {
    exporter: Exporter,
    jobs: Mutex<HashMap<u64, JoinHandle<Result<Export, ExportError>>>>,
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
        let mut jobs = self.jobs.lock().await;
        let id = jobs.len() as u64 + 1;
        jobs.insert(id, tokio::spawn(self.exporter.export(customer)));
        id
    }

    /// What has become of a job; `None` if there is none of this id.
    pub async fn status(&self, id: u64) -> Option<JobStatus> {
        let mut jobs = self.jobs.lock().await;
        Some(match jobs.get_mut(&id)?.now_or_never() {
            None => JobStatus::Running,
            Some(Ok(Ok(export))) => JobStatus::Done(export),
            Some(Ok(Err(_)) | Err(_)) => JobStatus::Failed,
        })
    }

    /// Ends every job that still runs.
    pub async fn shut_down(&self) {
        for task in self.jobs.lock().await.values() {
            task.abort();
        }
    }
}
