//! The report page: shows a report that another server makes.
use futures::{StreamExt, stream};
use services::{NoReport, Report, ReportServer, Ticket};
use std::time::Duration;

enum Step {
    Prepare,
    Download(Ticket),
}

/// Fetches a report: has it prepared, and downloads it. Visitors wait no longer than three seconds.
///
/// # Errors
/// [`NoReport::Failed`] if the server cannot make the report, [`NoReport::TimedOut`] if it takes too long.
pub async fn fetch_report(server: &ReportServer, name: &str) -> Result<Report, NoReport> {
    let steps = stream::unfold(Some(Step::Prepare), async |step| match step? {
        Step::Prepare => match server.prepare(name).await {
            Ok(ticket) => Some((None, Some(Step::Download(ticket)))),
            Err(error) => Some((Some(Err(error)), None)),
        },
        Step::Download(ticket) => Some((Some(server.download(ticket).await), None)),
    });
    let limit = tokio::time::sleep(Duration::from_secs(3));
    let mut answers = Box::pin(steps.take_until(limit));
    while let Some(answer) = answers.next().await {
        if let Some(answer) = answer {
            return answer;
        }
    }
    Err(NoReport::TimedOut)
}
