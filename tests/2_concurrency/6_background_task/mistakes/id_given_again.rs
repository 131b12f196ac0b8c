//! Fails: an_id_for_each_job = wrong_result
//!
//! The id is drawn from the number of jobs before the job is in the list, and an answered job leaves it.
use services::{Exporter, JobStatus};
use std::{collections::HashMap, sync::Arc};
use tokio::{sync::Mutex, task::JoinHandle};

/// Starts exports as jobs, and knows what has become of each.
pub struct JobRegistry {
    exporter: Exporter,
    jobs: Arc<Mutex<HashMap<u64, JoinHandle<JobStatus>>>>,
}

impl JobRegistry {
    /// A registry without jobs.
    pub fn new(exporter: Exporter) -> Self {
        Self {
            exporter,
            jobs: Arc::default(),
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
        let id = self.jobs.lock().await.len() as u64 + 1;
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
        for (_, task) in self.jobs.lock().await.drain() {
            task.abort();
        }
    }
}
