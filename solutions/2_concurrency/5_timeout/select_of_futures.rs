//! The report page: shows a report that another server makes.
use futures::future::{Either, select};
use services::{NoReport, Report, ReportServer};
use std::pin::pin;
use std::time::Duration;

/// How long visitors wait.
const LIMIT: Duration = Duration::from_secs(3);

/// Fetches a report: has it prepared, and downloads it. Visitors wait no longer than three seconds.
///
/// # Errors
/// [`NoReport::Failed`] if the server cannot make the report, [`NoReport::TimedOut`] if it takes too long.
pub async fn fetch_report(server: &ReportServer, name: &str) -> Result<Report, NoReport> {
    let (report, limit) = (pin!(make(server, name)), pin!(tokio::time::sleep(LIMIT)));
    match select(report, limit).await {
        Either::Left((report, _)) => report,
        Either::Right(_) => Err(NoReport::TimedOut),
    }
}

async fn make(server: &ReportServer, name: &str) -> Result<Report, NoReport> {
    let ticket = server.prepare(name).await?;
    server.download(ticket).await
}
