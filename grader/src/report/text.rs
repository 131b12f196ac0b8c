//! The report as text, for people, at 80 columns.

pub mod class;
mod difference;
pub(crate) mod failure;
mod overview;
pub(crate) mod plain;
mod revealed;
mod score;
mod source;
mod style;

pub use style::Style;

use super::{Report, Status};
use crate::compile::{Diagnostic, Level};
use crate::judge::{self, CheckResult, Sources, Verdict};

/// How wide the text may be.
const WIDTH: usize = 80;
/// How many warnings of the compiler are shown.
const MOST_WARNINGS: usize = 3;

/// The report as text. `sources` are the files of the submission that it is about.
pub fn render(report: &Report, sources: &Sources, style: Style) -> String {
    [title(report, style), body(report, sources, style)].join("\n")
}

/// The same without the title, for where it stands already.
pub(crate) fn body(report: &Report, sources: &Sources, style: Style) -> String {
    let mut parts = Vec::new();
    match report.status {
        Status::Rejected => parts.push(rejected(report, style)),
        Status::Missing => parts.push(plain::wrap(judge::NOTHING_HANDED_IN, "")),
        Status::Graded => {
            parts.push(overview::render(&report.checks, style));
            parts.extend(failures(&report.checks, sources, style));
            parts.extend(warnings(&report.diagnostics, style));
        }
    }
    parts.push(score::render(report, style));
    parts.join("\n")
}

fn title(report: &Report, style: Style) -> String {
    let exercise = &report.exercise;
    format!(
        "{}  {}\n",
        style.bold(&plain::printable(&exercise.title)),
        style.dim(&exercise.id)
    )
}

fn failures(checks: &[CheckResult], sources: &Sources, style: Style) -> Vec<String> {
    let failed: Vec<&CheckResult> = checks
        .iter()
        .filter(|check| check.verdict == Verdict::Failed)
        .collect();
    let render = |(number, check): (usize, &&CheckResult)| {
        let same = failed[..number]
            .iter()
            .find(|earlier| failure::is_same(earlier, check));
        let told = match same {
            Some(earlier) => failure::render_again(check, earlier, style),
            None => failure::render(check, sources, style),
        };
        told + &revealed::render(check, style)
    };
    failed.iter().enumerate().map(render).collect()
}

fn rejected(report: &Report, style: Style) -> String {
    let errors = report
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.level == Level::Error);
    let mut parts: Vec<String> = errors.map(|error| compiler_message(error, style)).collect();
    let (why, hint) = judge::why_rejected(&report.diagnostics);
    parts.push(plain::wrap(why, "") + &plain::wrap(&format!("hint: {hint}"), ""));
    parts.join("\n")
}

fn warnings(diagnostics: &[Diagnostic], style: Style) -> Option<String> {
    let warnings: Vec<&Diagnostic> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.level == Level::Warning)
        .collect();
    let shown = warnings.iter().take(MOST_WARNINGS);
    let mut parts: Vec<String> = shown
        .map(|warning| compiler_message(warning, style))
        .collect();
    if let more @ 1.. = warnings.len().saturating_sub(MOST_WARNINGS) {
        parts.push(format!(
            "… and {more} more; `cargo check` shows them all.\n"
        ));
    }
    (!parts.is_empty()).then(|| parts.join("\n"))
}

/// A message as rustc prints it, its first line in the level's colour.
fn compiler_message(diagnostic: &Diagnostic, style: Style) -> String {
    let rendered = plain::printable(diagnostic.rendered.trim_end());
    let (first, rest) = rendered.split_once('\n').unwrap_or((&rendered, ""));
    let first = match diagnostic.level {
        Level::Error => style.bad(first),
        Level::Warning => style.warning(first),
    };
    if rest.is_empty() {
        first + "\n"
    } else {
        format!("{first}\n{rest}\n")
    }
}
