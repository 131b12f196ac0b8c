//! The report page: shows a report that another server makes.
use services::{NoReport, Report, ReportServer};

/// Fetches a report: has it prepared, and downloads it. Visitors wait no longer than three seconds.
///
/// # Errors
/// [`NoReport::Failed`] if the server cannot make the report, [`NoReport::TimedOut`] if it takes too long.
pub async fn fetch_report(server: &ReportServer, name: &str) -> Result<Report, NoReport> {
    let ticket = server.prepare(name).await?;
    server.download(ticket).await
}
