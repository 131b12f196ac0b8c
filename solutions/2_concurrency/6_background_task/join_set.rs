//! Exports of customers' data, each of which takes long.
use services::{Export, ExportError, Exporter, JobStatus};
use std::collections::HashMap;
use tokio::{
    sync::Mutex,
    task::{Id, JoinSet},
};

/// The tasks that have not been asked for their results, which job each is, and what has become of all jobs.
#[derive(Default)]
struct Jobs {
    tasks: JoinSet<Result<Export, ExportError>>,
    ids: HashMap<Id, u64>,
    statuses: HashMap<u64, JobStatus>,
}

/// Starts exports as jobs, and knows what has become of each.
pub struct JobRegistry {
    exporter: Exporter,
    jobs: Mutex<Jobs>,
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
        let export = self.exporter.export(customer);
        let mut jobs = self.jobs.lock().await;
        let id = jobs.statuses.len() as u64 + 1;
        let task = jobs.tasks.spawn(export).id();
        jobs.ids.insert(task, id);
        jobs.statuses.insert(id, JobStatus::Running);
        id
    }

    /// What has become of a job; `None` if there is none of this id.
    pub async fn status(&self, id: u64) -> Option<JobStatus> {
        let mut jobs = self.jobs.lock().await;
        while let Some(ended) = jobs.tasks.try_join_next_with_id() {
            let (task, status) = match ended {
                Ok((task, Ok(export))) => (task, JobStatus::Done(export)),
                Ok((task, Err(_))) => (task, JobStatus::Failed),
                Err(panic) => (panic.id(), JobStatus::Failed),
            };
            if let Some(id) = jobs.ids.remove(&task) {
                jobs.statuses.insert(id, status);
            }
        }
        jobs.statuses.get(&id).cloned()
    }

    /// Ends every job that still runs.
    pub async fn shut_down(&self) {
        self.jobs.lock().await.tasks.abort_all();
    }
}
