//! Fails: at_three_seconds = timeout_missing
//! Fails: both_steps_together = timeout_missing
//!
//! The clock is only looked at when the report is there.
use services::{NoReport, Report, ReportServer};
use std::time::Duration;
use tokio::time::Instant;

/// How long visitors wait.
const LIMIT: Duration = Duration::from_secs(3);

/// Fetches a report: has it prepared, and downloads it. Visitors wait no longer than three seconds.
///
/// # Errors
/// [`NoReport::Failed`] if the server cannot make the report, [`NoReport::TimedOut`] if it takes too long.
pub async fn fetch_report(server: &ReportServer, name: &str) -> Result<Report, NoReport> {
    let start = Instant::now();
    let ticket = server.prepare(name).await?;
    let report = server.download(ticket).await?;
    match start.elapsed() > LIMIT {
        true => Err(NoReport::TimedOut),
        false => Ok(report),
    }
}
