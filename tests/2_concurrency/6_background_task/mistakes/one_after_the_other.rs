//! Fails: jobs_do_not_wait = over_serialised
//!
//! One task does all the exports, each after the one before it.
use services::{Exporter, JobStatus};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::{sync::mpsc, task::JoinHandle};

type Statuses = Arc<Mutex<HashMap<u64, JobStatus>>>;

/// Starts exports as jobs, and knows what has become of each.
pub struct JobRegistry {
    queue: mpsc::UnboundedSender<(u64, String)>,
    statuses: Statuses,
    worker: JoinHandle<()>,
}

impl JobRegistry {
    /// A registry without jobs.
    pub fn new(exporter: Exporter) -> Self {
        let (queue, mut queued) = mpsc::unbounded_channel::<(u64, String)>();
        let statuses = Statuses::default();
        let told = Arc::clone(&statuses);
        let worker = tokio::spawn(async move {
            let mut exports = tokio::task::JoinSet::new();
            while let Some((id, customer)) = queued.recv().await {
                // A panic ends only the task in the set; the set ends with the worker.
                exports.spawn(exporter.export(&customer));
                let status = match exports.join_next().await {
                    Some(Ok(Ok(export))) => JobStatus::Done(export),
                    _ => JobStatus::Failed,
                };
                set(&told, id, status);
            }
        });
        Self {
            queue,
            statuses,
            worker,
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
        let queued = self.queue.send((id, customer.to_owned()));
        assert!(queued.is_ok(), "the worker lives until shutting down");
        id
    }

    /// What has become of a job; `None` if there is none of this id.
    pub async fn status(&self, id: u64) -> Option<JobStatus> {
        let statuses = self.statuses.lock().unwrap_or_else(PoisonError::into_inner);
        statuses.get(&id).cloned()
    }

    /// Ends every job that still runs.
    pub async fn shut_down(&self) {
        self.worker.abort();
    }
}

fn set(statuses: &Statuses, id: u64, status: JobStatus) {
    statuses
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(id, status);
}
