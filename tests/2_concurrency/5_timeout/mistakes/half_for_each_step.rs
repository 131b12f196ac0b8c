//! Fails: an_error_is_not_a_time_out = wrong_result
//! Fails: at_three_seconds = wrong_limit
//! Fails: both_steps_together = wrong_limit
//! Fails: a_fast_report_is_not_held_back = wrong_timing
//!
//! The three seconds are divided among the steps beforehand.
use services::{NoReport, Report, ReportServer};
use std::time::Duration;
use tokio::time::timeout;

/// How long visitors wait for each step.
const LIMIT: Duration = Duration::from_millis(1500);

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
