//! The report page: shows a report that another server makes.
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
    let mut report = tokio::spawn(make(server.clone(), name.to_owned()));
    match timeout(LIMIT, &mut report).await {
        Ok(report) => report.expect("fetching does not panic"),
        Err(_) => {
            report.abort();
            Err(NoReport::TimedOut)
        }
    }
}

async fn make(server: ReportServer, name: String) -> Result<Report, NoReport> {
    let ticket = server.prepare(&name).await?;
    server.download(ticket).await
}
