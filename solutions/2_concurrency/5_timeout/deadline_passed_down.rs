//! The report page: shows a report that another server makes.
use services::{NoReport, Report, ReportServer};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// How long visitors wait.
const LIMIT: Duration = Duration::from_secs(3);

/// Fetches a report: has it prepared, and downloads it. Visitors wait no longer than three seconds.
///
/// # Errors
/// [`NoReport::Failed`] if the server cannot make the report, [`NoReport::TimedOut`] if it takes too long.
pub async fn fetch_report(server: &ReportServer, name: &str) -> Result<Report, NoReport> {
    let deadline = Instant::now() + LIMIT;
    let Ok(ticket) = timeout_at(deadline, server.prepare(name)).await else {
        return Err(NoReport::TimedOut);
    };
    match timeout_at(deadline, server.download(ticket?)).await {
        Ok(report) => report,
        Err(_) => Err(NoReport::TimedOut),
    }
}
