//! A server that makes reports: slow to prepare, and slow to download.
use crate::{Backend, Call, Conditions, only_checks::only_for_checks};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// A server that makes reports. Clones are handles to the same server.
#[derive(Clone, Debug)]
pub struct ReportServer {
    backend: Backend,
    reports: Arc<Mutex<HashMap<String, Report>>>,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Report {
    /// Its name.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// Stands for a report that is prepared and can be downloaded.
#[derive(Clone, Debug)]
pub struct Ticket {
    name: String,
}

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NoReport {
    /// The server could not make it, or does not know it.
    #[error("the report {name:?} could not be made")]
    Failed {
        /// The report's name.
        name: String,
    },
    /// It did not come in time. The server never says this of itself; those who wait do.
    #[error("the report did not come in time")]
    TimedOut,
}

impl ReportServer {
    /// A server that knows no report yet.
    pub fn new(conditions: Conditions) -> Self {
        Self {
            backend: Backend::new(conditions),
            reports: Arc::default(),
        }
    }

    /// From now on the server can make this report.
    #[track_caller]
    pub fn add(&self, report: Report) {
        only_for_checks("add");
        self.reports
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(report.name.clone(), report);
    }

    /// Has a report prepared.
    ///
    /// # Errors
    /// [`NoReport::Failed`] if it cannot be prepared.
    #[track_caller]
    pub fn prepare(&self, name: &str) -> Call<Result<Ticket, NoReport>> {
        let name = name.to_owned();
        let call = Self::prepare_call(&name);
        let answer = move |broken| match broken {
            true => Err(NoReport::Failed { name }),
            false => Ok(Ticket { name }),
        };
        self.backend.call(call, answer, Result::is_err)
    }

    /// Downloads a report that is prepared.
    ///
    /// # Errors
    /// [`NoReport::Failed`] if it cannot be downloaded.
    #[track_caller]
    pub fn download(&self, ticket: Ticket) -> Call<Result<Report, NoReport>> {
        let reports = Arc::clone(&self.reports);
        let call = Self::download_call(&ticket.name);
        let answer = move |broken: bool| {
            let reports = reports.lock().unwrap_or_else(PoisonError::into_inner);
            match reports.get(&ticket.name) {
                Some(report) if !broken => Ok(report.clone()),
                _ => Err(NoReport::Failed { name: ticket.name }),
            }
        };
        self.backend.call(call, answer, Result::is_err)
    }

    /// The name under which [`Backend`] knows the call that prepares a report.
    pub fn prepare_call(name: &str) -> String {
        format!("PREPARE {name}")
    }

    /// The name under which [`Backend`] knows the call that downloads a report.
    pub fn download_call(name: &str) -> String {
        format!("DOWNLOAD {name}")
    }

    /// The backend behind the server: its latency, faults and counters.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server() -> (ReportServer, Report) {
        let server = ReportServer::new(Conditions::default());
        let report = Report {
            name: "sales".to_owned(),
            text: "more than last year".to_owned(),
        };
        server.add(report.clone());
        (server, report)
    }

    #[tokio::test(start_paused = true)]
    async fn a_report_is_prepared_and_then_downloaded() {
        let (server, report) = server();
        let ticket = server.prepare("sales").await.expect("the server works");
        assert_eq!(server.download(ticket).await, Ok(report));
    }

    #[tokio::test(start_paused = true)]
    async fn each_step_can_fail() {
        let (server, _) = server();
        let failed = || NoReport::Failed {
            name: "sales".to_owned(),
        };
        let ticket = server.prepare("sales").await.expect("the server works");
        server
            .backend()
            .break_call(&ReportServer::prepare_call("sales"));
        assert_eq!(server.prepare("sales").await.err(), Some(failed()));
        server
            .backend()
            .break_call(&ReportServer::download_call("sales"));
        assert_eq!(server.download(ticket).await, Err(failed()));
    }

    #[tokio::test(start_paused = true)]
    async fn an_unknown_report_fails() {
        let (server, _) = server();
        let ticket = server.prepare("costs").await.expect("the server works");
        let name = "costs".to_owned();
        assert_eq!(
            server.download(ticket).await,
            Err(NoReport::Failed { name })
        );
    }
}
