//! The report as Markdown: for a comment on a pull request, and for the summary of a job.
mod escape;

use super::text::plain;
use super::{Graded, Status, explanation, limit};
use crate::judge::{CheckResult, Score, Verdict};
use escape::{code, fenced, inline};

/// The longest comment that GitHub takes, in characters; in bytes here, which are more.
const COMMENT: usize = 65_536;
/// The longest summary of a step that GitHub takes, in bytes.
const SUMMARY: usize = 1024 * 1024;
/// How much of a diff or of the compiler's messages is shown for one check, in bytes.
const SHOWN: usize = 6_000;
const CUT: &str = "\n… the JSON report has the rest\n";
/// By this line a program finds its own comment again.
const MARK: &str = "<!-- grader -->\n";
const LEFT_OUT: &str = "\nThere is more; it does not fit here. The JSON report has it all.\n";

/// The reports as one comment.
pub fn render(graded: &[Graded]) -> String {
    MARK.to_owned() + &within(graded, COMMENT - MARK.len())
}

/// The reports as the summary of a job.
pub fn summary(graded: &[Graded]) -> String {
    within(graded, SUMMARY)
}

/// As many parts as there is room for; a part is never cut, since a half one would swallow what follows.
fn within(graded: &[Graded], most: usize) -> String {
    let mut text = String::new();
    for part in parts(graded) {
        if text.len() + part.len() + LEFT_OUT.len() > most {
            return text + LEFT_OUT;
        }
        text += &part;
    }
    text
}

fn parts(graded: &[Graded]) -> Vec<String> {
    let score = Score::sum(graded.iter().map(|one| one.report.score));
    let mut parts = Vec::new();
    if graded.len() > 1 {
        parts.push(format!("## Grading: {}\n", points(score)));
        parts.push("\n| | exercise | points |\n|---|---|---|\n".to_owned());
        parts.extend(graded.iter().map(row));
    }
    for one in graded {
        let report = &one.report;
        let title = inline(&report.exercise.title);
        let level = if graded.len() > 1 { "\n###" } else { "##" };
        parts.push(format!("{level} {title}: {}\n", points(report.score)));
        if report.status == Status::Rejected {
            let why = limit::bytes(explanation::rejected(one), SHOWN, CUT);
            parts.push(format!("\n{}", fenced("text", &why)));
            continue;
        }
        parts.push("\n| | check | points | what must hold |\n|---|---|---|---|\n".to_owned());
        parts.extend(report.checks.iter().map(check_row));
        let failed = report.checks.iter();
        let failed = failed.filter(|check| check.verdict == Verdict::Failed);
        parts.extend(failed.map(|check| failure(check, one)));
    }
    parts
}

fn points(score: Score) -> String {
    format!("{} of {} points", score.earned, score.possible)
}

fn row(graded: &Graded) -> String {
    let report = &graded.report;
    let Score {
        earned, possible, ..
    } = report.score;
    let mark = mark(report.passed);
    let title = inline(&report.exercise.title);
    format!("| {mark} | {title} | {earned}/{possible} |\n")
}

fn mark(passed: bool) -> &'static str {
    match passed {
        true => "✅",
        false => "❌",
    }
}

fn check_row(check: &CheckResult) -> String {
    let mark = match check.verdict {
        Verdict::Skipped => "➖",
        verdict => mark(verdict == Verdict::Passed),
    };
    let points = match check.verdict {
        Verdict::Skipped => "skipped".to_owned(),
        _ => format!("{}/{}", check.earned, check.points),
    };
    let (name, title) = (code(&check.name), inline(&check.title));
    format!("| {mark} | {name} | {points} | {title} |\n")
}

/// One failed check, explained.
fn failure(check: &CheckResult, graded: &Graded) -> String {
    let diagnosis = check.diagnosis.map_or(String::new(), explanation::name);
    let diagnosis = diagnosis.replace('_', " ");
    let mut text = format!("\n#### {}: {diagnosis}\n\n", code(&check.name));
    text += &inline(check.message.as_deref().unwrap_or_default());
    text += "\n";
    for piece in &check.evidence {
        let path = graded.path(&piece.file);
        let place = code(&format!("{path}:{}:{}", piece.line, piece.column));
        text += &format!("\n- {place}: {}\n", inline(&piece.what));
        let line = graded.sources.line(&piece.file, piece.line);
        if let Some(line) = line.map(str::trim).filter(|line| !line.is_empty()) {
            text += &format!("  {}\n", code(&plain::shorten(line, 200)));
        }
    }
    if let Some(diff) = &check.diff {
        let diff = plain::printable(&explanation::beginning(diff));
        let diff = limit::bytes(diff, SHOWN, CUT);
        text += "\n<details><summary>expected and actual</summary>\n\n";
        text += &fenced("diff", &diff);
        text += "\n</details>\n";
    } else if let (Some(expected), Some(actual)) = (&check.expected, &check.actual) {
        let both = format!("expected: {expected}\nactual:   {actual}");
        let both = limit::bytes(plain::printable(&both), SHOWN, CUT);
        text += &format!("\n{}", fenced("text", &both));
    }
    if let Some(hint) = &check.hint {
        text += &format!("\n**Hint:** {}\n", inline(hint));
    }
    if let Some(command) = &check.replay {
        text += &format!("\n{}", fenced("console", &plain::printable(command)));
    }
    text
}
