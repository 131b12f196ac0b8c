//! Fails: nothing_goes_on = leaked_task
//!
//! The caller is told in time, and the task goes on without anybody who waits for it.
use services::{NoReport, Report, ReportServer};
use std::time::Duration;
use tokio::time::timeout;

/// How long visitors wait.
const LIMIT: Duration = Duration::from_secs(3);

/// Fetches a report: has it prepared, and downloads it. Visitors wait no longer than three seconds.
///
/// # Errors
/// [`NoReport::Failed`] if the server cannot make the report, [`NoReport::TimedOut`] if it takes too long.
pub async fn fetch_report(server: &ReportServer, name: &str) -> Result<Report, NoReport> {
    let report = tokio::spawn(make(server.clone(), name.to_owned()));
    match timeout(LIMIT, report).await {
        Ok(report) => report.expect("fetching does not panic"),
        Err(_) => Err(NoReport::TimedOut),
    }
}

async fn make(server: ReportServer, name: String) -> Result<Report, NoReport> {
    let ticket = server.prepare(&name).await?;
    server.download(ticket).await
}
