//! Fails: nothing_goes_on = leaked_task
//!
//! The answer comes through a channel; dropping the receiver does not end the sender.
use services::{NoReport, Report, ReportServer};
use std::time::Duration;
use tokio::{runtime::Handle, sync::oneshot, time::timeout};

/// How long visitors wait.
const LIMIT: Duration = Duration::from_secs(3);

/// Fetches a report: has it prepared, and downloads it. Visitors wait no longer than three seconds.
///
/// # Errors
/// [`NoReport::Failed`] if the server cannot make the report, [`NoReport::TimedOut`] if it takes too long.
pub async fn fetch_report(server: &ReportServer, name: &str) -> Result<Report, NoReport> {
    let (answer, report) = oneshot::channel();
    let making = make(server.clone(), name.to_owned());
    Handle::current().spawn(async move {
        // Whoever asked may have left.
        let _ = answer.send(making.await);
    });
    match timeout(LIMIT, report).await {
        Ok(report) => report.expect("the task answers"),
        Err(_) => Err(NoReport::TimedOut),
    }
}

async fn make(server: ReportServer, name: String) -> Result<Report, NoReport> {
    let ticket = server.prepare(&name).await?;
    server.download(ticket).await
}
