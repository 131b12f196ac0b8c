//! Fails: answers_at_once = over_serialised
//! Fails: running_and_then_done = over_serialised
//! Fails: jobs_do_not_wait = over_serialised
//!
//! The task holds the lock on all statuses until its export is there.
use futures::FutureExt;
use services::{Exporter, JobStatus};
use std::{
    collections::HashMap,
    panic::AssertUnwindSafe,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::{sync::Mutex, task::AbortHandle};

type Statuses = Arc<Mutex<HashMap<u64, JobStatus>>>;

/// Starts exports as jobs, and knows what has become of each.
pub struct JobRegistry {
    exporter: Exporter,
    last: AtomicU64,
    statuses: Statuses,
    tasks: Mutex<Vec<AbortHandle>>,
}

impl JobRegistry {
    /// A registry without jobs.
    pub fn new(exporter: Exporter) -> Self {
        Self {
            exporter,
            last: AtomicU64::default(),
            statuses: Arc::default(),
            tasks: Mutex::default(),
        }
    }

    /// Starts the export of a customer's data, and gives the job's id.
    pub async fn start(&self, customer: &str) -> u64 {
        let id = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let exporter = self.exporter.clone();
        let (statuses, customer) = (Arc::clone(&self.statuses), customer.to_owned());
        self.statuses.lock().await.insert(id, JobStatus::Running);
        let task = tokio::spawn(async move {
            let mut statuses = statuses.lock().await;
            let export = AssertUnwindSafe(exporter.export(&customer)).catch_unwind();
            let status = match export.await {
                Ok(Ok(export)) => JobStatus::Done(export),
                Ok(Err(_)) | Err(_) => JobStatus::Failed,
            };
            statuses.insert(id, status);
        });
        self.tasks.lock().await.push(task.abort_handle());
        id
    }

    /// What has become of a job; `None` if there is none of this id.
    pub async fn status(&self, id: u64) -> Option<JobStatus> {
        self.statuses.lock().await.get(&id).cloned()
    }

    /// Ends every job that still runs.
    pub async fn shut_down(&self) {
        for task in self.tasks.lock().await.drain(..) {
            task.abort();
        }
    }
}
