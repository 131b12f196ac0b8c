//! Fails: at_three_seconds = wrong_limit
//! Fails: both_steps_together = timeout_missing
//!
//! A report that is late is asked for once more.
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
    if let Ok(report) = timeout(LIMIT, make(server, name)).await {
        return report;
    }
    let report = timeout(LIMIT, make(server, name)).await;
    report.unwrap_or(Err(NoReport::TimedOut))
}

async fn make(server: &ReportServer, name: &str) -> Result<Report, NoReport> {
    let ticket = server.prepare(name).await?;
    server.download(ticket).await
}
