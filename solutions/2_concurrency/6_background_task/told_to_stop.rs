//! Exports of customers' data, each of which takes long.
use services::{Exporter, JobStatus};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::watch;

type Statuses = Arc<Mutex<HashMap<u64, JobStatus>>>;

/// Tells the status when its job ends, in whichever way: done, failed, panicked or told to stop.
struct Ending {
    statuses: Statuses,
    id: u64,
    status: JobStatus,
}

impl Drop for Ending {
    fn drop(&mut self) {
        let status = std::mem::replace(&mut self.status, JobStatus::Failed);
        set(&self.statuses, self.id, status);
    }
}

/// Starts exports as jobs, and knows what has become of each.
pub struct JobRegistry {
    exporter: Exporter,
    statuses: Statuses,
    stop: watch::Sender<bool>,
}

impl JobRegistry {
    /// A registry without jobs.
    pub fn new(exporter: Exporter) -> Self {
        Self {
            exporter,
            statuses: Arc::default(),
            stop: watch::Sender::new(false),
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
        let ending = Ending {
            statuses: Arc::clone(&self.statuses),
            id,
            status: JobStatus::Failed,
        };
        let export = self.exporter.export(customer);
        let mut stop = self.stop.subscribe();
        tokio::spawn(async move {
            let mut ending = ending;
            tokio::select! {
                export = export => {
                    if let Ok(export) = export {
                        ending.status = JobStatus::Done(export);
                    }
                }
                _ = stop.wait_for(|stop| *stop) => {}
            }
        });
        id
    }

    /// What has become of a job; `None` if there is none of this id.
    pub async fn status(&self, id: u64) -> Option<JobStatus> {
        let statuses = self.statuses.lock().unwrap_or_else(PoisonError::into_inner);
        statuses.get(&id).cloned()
    }

    /// Ends every job that still runs.
    pub async fn shut_down(&self) {
        self.stop.send_replace(true);
    }
}

fn set(statuses: &Statuses, id: u64, status: JobStatus) {
    statuses
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(id, status);
}
