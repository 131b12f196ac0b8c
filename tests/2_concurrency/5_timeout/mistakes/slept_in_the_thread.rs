//! Fails: a_fast_report_is_not_held_back = blocked_event_loop
//! Fails: an_error_is_not_a_time_out = wrong_result
//! Fails: at_three_seconds = wrong_result
//! Fails: both_steps_together = wrong_result
//! Fails: nothing_goes_on = wrong_result
//!
//! The three seconds are slept in the thread that should fetch the report meanwhile.
use services::{NoReport, Report, ReportServer};
use std::time::Duration;

/// How long visitors wait.
const LIMIT: Duration = Duration::from_secs(3);

/// Fetches a report: has it prepared, and downloads it. Visitors wait no longer than three seconds.
///
/// # Errors
/// [`NoReport::Failed`] if the server cannot make the report, [`NoReport::TimedOut`] if it takes too long.
pub async fn fetch_report(server: &ReportServer, name: &str) -> Result<Report, NoReport> {
    let report = tokio::spawn(make(server.clone(), name.to_owned()));
    std::thread::sleep(LIMIT);
    if !report.is_finished() {
        report.abort();
        return Err(NoReport::TimedOut);
    }
    report.await.expect("fetching does not panic")
}

async fn make(server: ReportServer, name: String) -> Result<Report, NoReport> {
    let ticket = server.prepare(&name).await?;
    server.download(ticket).await
}
