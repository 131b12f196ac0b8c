//! Fails: an_error_is_not_a_time_out = wrong_result
//!
//! Whatever goes wrong counts as a time-out.
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
    match timeout(LIMIT, make(server, name)).await {
        Ok(Ok(report)) => Ok(report),
        _ => Err(NoReport::TimedOut),
    }
}

async fn make(server: &ReportServer, name: &str) -> Result<Report, NoReport> {
    let ticket = server.prepare(name).await?;
    server.download(ticket).await
}
