//! Fails: an_error_is_not_a_time_out = wrong_result
//!
//! A server that fails after two seconds counts as too slow.
use services::{NoReport, Report, ReportServer};
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// Fetches a report: has it prepared, and downloads it. Visitors wait no longer than three seconds.
///
/// # Errors
/// [`NoReport::Failed`] if the server cannot make the report, [`NoReport::TimedOut`] if it takes too long.
pub async fn fetch_report(server: &ReportServer, name: &str) -> Result<Report, NoReport> {
    let start = Instant::now();
    match timeout(Duration::from_secs(3), make(server, name)).await {
        Ok(Ok(report)) => Ok(report),
        // A server that fails after so long was only too slow.
        Ok(Err(_)) if start.elapsed() > Duration::from_secs(2) => Err(NoReport::TimedOut),
        Ok(Err(error)) => Err(error),
        Err(_) => Err(NoReport::TimedOut),
    }
}

async fn make(server: &ReportServer, name: &str) -> Result<Report, NoReport> {
    let ticket = server.prepare(name).await?;
    server.download(ticket).await
}
