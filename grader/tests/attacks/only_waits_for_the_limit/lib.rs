//! The report page: waits three seconds and gives up.
use services::{NoReport, Report, ReportServer};
use std::time::Duration;

pub async fn fetch_report(_: &ReportServer, _: &str) -> Result<Report, NoReport> {
    tokio::time::sleep(Duration::from_secs(3)).await;
    Err(NoReport::TimedOut)
}
