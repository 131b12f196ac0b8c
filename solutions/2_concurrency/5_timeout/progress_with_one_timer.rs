//! The report page: shows a report that another server makes.
use services::{NoReport, Report, ReportServer};
use std::pin::pin;
use std::time::Duration;
use tokio::time::{interval, sleep};

/// How long visitors wait.
const LIMIT: Duration = Duration::from_secs(3);

/// Fetches a report: has it prepared, and downloads it. Visitors wait no longer than three seconds.
///
/// # Errors
/// [`NoReport::Failed`] if the server cannot make the report, [`NoReport::TimedOut`] if it takes too long.
pub async fn fetch_report(server: &ReportServer, name: &str) -> Result<Report, NoReport> {
    let mut report = pin!(make(server, name));
    let mut limit = pin!(sleep(LIMIT));
    let mut progress = interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            report = &mut report => return report,
            () = &mut limit => return Err(NoReport::TimedOut),
            _ = progress.tick() => {}
        }
    }
}

async fn make(server: &ReportServer, name: &str) -> Result<Report, NoReport> {
    let ticket = server.prepare(name).await?;
    server.download(ticket).await
}
