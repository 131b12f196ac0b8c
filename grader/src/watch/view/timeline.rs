//! What happened in the runs that failed, in lines.
use crate::judge::{CheckResult, Moment};
use crate::report::Report;
use crate::report::text::plain;
use ratatui::style::{Style, Stylize};
use ratatui::text::{Line, Span, Text};

/// The timelines of all failed checks, one below the other.
pub(in crate::watch) fn timeline(report: &Report) -> Text<'static> {
    let told = report
        .checks
        .iter()
        .filter(|check| !check.timeline.is_empty());
    let mut lines = Vec::new();
    for check in told {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::from(format!("{}: what happened", check.name)).bold());
        lines.extend(moments(check));
    }
    Text::from(lines)
}

fn moments(check: &CheckResult) -> Vec<Line<'static>> {
    let tasks = check
        .timeline
        .iter()
        .map(|moment| plain::columns_of(&moment.task));
    let widest = tasks.max().unwrap_or(0).min(24);
    let mut before = None;
    let lines = check.timeline.iter().map(|moment| {
        let line = line(moment, widest, before == Some(moment.at_ms));
        before = Some(moment.at_ms);
        line
    });
    lines.collect()
}

/// One moment; the time is shown once for all that happens at it.
fn line(moment: &Moment, widest: usize, same_time: bool) -> Line<'static> {
    let time = match same_time {
        true => String::new(),
        false => format!("{} ms", moment.at_ms),
    };
    let task = plain::shorten(&moment.task, widest);
    let place = match (&moment.file, moment.line) {
        (Some(file), Some(line)) => format!("  {file}:{line}"),
        _ => String::new(),
    };
    Line::from(vec![
        Span::styled(format!("{time:>9}  "), Style::new().dim()),
        Span::raw(format!(
            "{task:<widest$}  {}",
            plain::printable(&moment.text)
        )),
        Span::styled(plain::printable(&place), Style::new().cyan()),
    ])
}
