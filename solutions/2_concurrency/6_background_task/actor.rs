//! Exports of customers' data, each of which takes long.
use services::{Export, ExportError, Exporter, JobStatus};
use std::collections::HashMap;
use tokio::{
    sync::{mpsc, oneshot},
    task::{Id, JoinError, JoinSet},
};

enum Request {
    Start(String, oneshot::Sender<u64>),
    Status(u64, oneshot::Sender<Option<JobStatus>>),
    ShutDown(oneshot::Sender<()>),
}

/// Starts exports as jobs, and knows what has become of each.
pub struct JobRegistry {
    requests: mpsc::Sender<Request>,
}

impl JobRegistry {
    /// A registry without jobs.
    pub fn new(exporter: Exporter) -> Self {
        let (requests, received) = mpsc::channel(16);
        tokio::spawn(Jobs::new(exporter).serve(received));
        Self { requests }
    }

    /// Starts the export of a customer's data, and gives the job's id.
    pub async fn start(&self, customer: &str) -> u64 {
        self.ask(|answer| Request::Start(customer.to_owned(), answer))
            .await
    }

    /// What has become of a job; `None` if there is none of this id.
    pub async fn status(&self, id: u64) -> Option<JobStatus> {
        self.ask(|answer| Request::Status(id, answer)).await
    }

    /// Ends every job that still runs.
    pub async fn shut_down(&self) {
        self.ask(Request::ShutDown).await;
    }

    async fn ask<T>(&self, request: impl FnOnce(oneshot::Sender<T>) -> Request) -> T {
        let (answer, told) = oneshot::channel();
        let sent = self.requests.send(request(answer)).await;
        assert!(sent.is_ok(), "the task lives as long as the registry");
        told.await.expect("the task answers everything")
    }
}

/// What the task of a registry owns.
struct Jobs {
    exporter: Exporter,
    tasks: JoinSet<Result<Export, ExportError>>,
    ids: HashMap<Id, u64>,
    statuses: HashMap<u64, JobStatus>,
}

impl Jobs {
    fn new(exporter: Exporter) -> Self {
        Self {
            exporter,
            tasks: JoinSet::new(),
            ids: HashMap::new(),
            statuses: HashMap::new(),
        }
    }

    /// Ends when the registry is dropped.
    async fn serve(mut self, mut received: mpsc::Receiver<Request>) {
        loop {
            tokio::select! {
                request = received.recv() => match request {
                    Some(request) => self.answer(request),
                    None => return,
                },
                Some(ended) = self.tasks.join_next_with_id() => self.ended(ended),
            }
        }
    }

    fn answer(&mut self, request: Request) {
        // Whoever asked may have left.
        match request {
            Request::Start(customer, answer) => {
                let id = self.statuses.len() as u64 + 1;
                let task = self.tasks.spawn(self.exporter.export(&customer));
                self.ids.insert(task.id(), id);
                self.statuses.insert(id, JobStatus::Running);
                let _ = answer.send(id);
            }
            Request::Status(id, answer) => {
                let _ = answer.send(self.statuses.get(&id).cloned());
            }
            Request::ShutDown(answer) => {
                self.tasks.abort_all();
                let _ = answer.send(());
            }
        }
    }

    fn ended(&mut self, ended: Result<(Id, Result<Export, ExportError>), JoinError>) {
        let (task, status) = match ended {
            Ok((task, Ok(export))) => (task, JobStatus::Done(export)),
            Ok((task, Err(_))) => (task, JobStatus::Failed),
            Err(panic) => (panic.id(), JobStatus::Failed),
        };
        if let Some(id) = self.ids.remove(&task) {
            self.statuses.insert(id, status);
        }
    }
}
