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
    let report = async {
        let ticket = server.prepare(name).await?;
        server.download(ticket).await
    };
    // When the time is over, the block is dropped, and with it the request that is on its way.
    timeout(LIMIT, report)
        .await
        .unwrap_or(Err(NoReport::TimedOut))
}
