//! What became of a check in plain text, for formats that have a field for it.
use super::Graded;
use super::text::plain;
use crate::compile::Level;
use crate::judge::{self, CheckResult};
use protocol::Diagnosis;

/// The most lines of a diff that are told.
const MOST_OF_DIFF: usize = 40;

/// A failed check: what happened, where, what was expected, a hint, and how to see it again.
pub(super) fn failed(check: &CheckResult, graded: &Graded) -> String {
    let mut parts: Vec<String> = check.message.iter().cloned().collect();
    parts.extend(check.evidence.iter().map(|piece| {
        let path = graded.path(&piece.file);
        format!("{path}:{}:{}: {}", piece.line, piece.column, piece.what)
    }));
    parts.extend(comparison(check));
    parts.extend(check.hint.iter().map(|hint| format!("hint: {hint}")));
    let replay = check.replay.iter();
    parts.extend(replay.map(|command| format!("run again: {command}")));
    plain::printable(&parts.join("\n"))
}

/// What was expected, and what was there instead.
fn comparison(check: &CheckResult) -> Option<String> {
    if let Some(diff) = &check.diff {
        return Some(beginning(diff));
    }
    let (expected, actual) = (check.expected.as_ref()?, check.actual.as_ref()?);
    Some(format!("expected: {expected}\nactual:   {actual}"))
}

/// A diff, without the end of a long one.
pub(super) fn beginning(diff: &str) -> String {
    let lines: Vec<&str> = diff.lines().collect();
    let shown = lines.len().min(MOST_OF_DIFF);
    let mut text = lines[..shown].join("\n");
    if shown < lines.len() {
        let left = lines.len() - shown;
        text += &format!("\n… {left} more lines; the JSON report has them all");
    }
    text
}

/// Why a submission was rejected, with the compiler's own words.
pub(super) fn rejected(graded: &Graded) -> String {
    let diagnostics = &graded.report.diagnostics;
    let (why, hint) = judge::why_rejected(diagnostics);
    let errors = diagnostics.iter().filter(|one| one.level == Level::Error);
    let mut parts = vec![why.to_owned()];
    parts.extend(errors.map(|error| error.rendered.trim_end().to_owned()));
    parts.push(format!("hint: {hint}"));
    plain::printable(&parts.join("\n\n"))
}

/// The check's name, its exercise's before it if there are several, and what must hold.
pub(super) fn headline(check: &CheckResult, graded: &Graded, several: bool) -> String {
    let CheckResult { name, title, .. } = check;
    let exercise = &graded.report.exercise.id;
    plain::printable(&match several {
        true => format!("{exercise} {name}: {title}"),
        false => format!("{name}: {title}"),
    })
}

/// True if a failed check did not come to its end; consumers that know two kinds of failure call this one
/// an error.
pub(super) fn is_cut_short(check: &CheckResult) -> bool {
    use Diagnosis as D;
    check.diagnosis.is_some_and(|diagnosis| {
        matches!(
            diagnosis,
            D::Panicked
                | D::Crashed
                | D::StackOverflow
                | D::OutOfMemory
                | D::TooMuchOutput
                | D::CpuLimit
                | D::ForbiddenCall
                | D::Tampered
                | D::TimedOut
                | D::CompileError
        )
    })
}

/// A diagnosis as the report names it: `blocked_event_loop`.
pub(super) fn name(diagnosis: Diagnosis) -> String {
    let name = serde_json::to_value(diagnosis).ok();
    let name = name.as_ref().and_then(|name| name.as_str());
    name.unwrap_or_default().to_owned()
}
