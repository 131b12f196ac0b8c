//! One line for each check.
use super::{Style, WIDTH, plain};
use crate::judge::{CheckResult, Verdict};

/// The checks, each with its mark, its points, its name and its title.
pub(super) fn render(checks: &[CheckResult], style: Style) -> String {
    let names = checks
        .iter()
        .map(|check| plain::columns_of(&check.name))
        .max()
        .unwrap_or(0);
    let points: Vec<String> = checks.iter().map(points).collect();
    let widest = points
        .iter()
        .map(|points| plain::columns_of(points))
        .max()
        .unwrap_or(0);
    let lines = checks.iter().zip(&points).map(|(check, points)| {
        let head = format!(
            " {} {points:>widest$}  {:<names$}  ",
            mark(check),
            check.name
        );
        let left = WIDTH.saturating_sub(plain::columns_of(&head)).max(20);
        let line = format!("{head}{}", plain::shorten(&check.title, left));
        let line = match check.verdict {
            Verdict::Passed => style.good(line.trim_end()),
            Verdict::Failed => style.bad(line.trim_end()),
            Verdict::Skipped => style.dim(line.trim_end()),
        };
        line + "\n"
    });
    lines.collect()
}

fn mark(check: &CheckResult) -> &'static str {
    match check.verdict {
        Verdict::Passed => "✔",
        Verdict::Failed => "✘",
        Verdict::Skipped => "·",
    }
}

fn points(check: &CheckResult) -> String {
    match check.verdict {
        Verdict::Skipped => "skipped".to_owned(),
        _ => format!("{}/{}", check.earned, check.points),
    }
}
