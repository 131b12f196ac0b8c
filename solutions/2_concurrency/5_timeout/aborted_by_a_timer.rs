//! The report page: shows a report that another server makes.
use futures::future::{AbortHandle, Abortable};
use services::{NoReport, Report, ReportServer};
use std::time::Duration;

/// How long visitors wait.
const LIMIT: Duration = Duration::from_secs(3);

/// Fetches a report: has it prepared, and downloads it. Visitors wait no longer than three seconds.
///
/// # Errors
/// [`NoReport::Failed`] if the server cannot make the report, [`NoReport::TimedOut`] if it takes too long.
pub async fn fetch_report(server: &ReportServer, name: &str) -> Result<Report, NoReport> {
    let (abort, registration) = AbortHandle::new_pair();
    let timer = tokio::spawn(async move {
        tokio::time::sleep(LIMIT).await;
        abort.abort();
    });
    let report = Abortable::new(make(server, name), registration).await;
    timer.abort();
    report.unwrap_or(Err(NoReport::TimedOut))
}

async fn make(server: &ReportServer, name: &str) -> Result<Report, NoReport> {
    let ticket = server.prepare(name).await?;
    server.download(ticket).await
}
