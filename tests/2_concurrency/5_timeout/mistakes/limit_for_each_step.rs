//! Fails: both_steps_together = timeout_missing
//!
//! Each step has three seconds of its own.
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
    let late = |_| NoReport::TimedOut;
    let ticket = timeout(LIMIT, server.prepare(name)).await.map_err(late)??;
    timeout(LIMIT, server.download(ticket))
        .await
        .map_err(late)?
}
