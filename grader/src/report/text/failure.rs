//! One failed check, explained.
use super::{Style, difference, plain, source};
use crate::judge::{CheckResult, Sources};
use protocol::Diagnosis;
use std::collections::BTreeSet;

const INDENT: &str = "   ";

/// The whole explanation: what is wrong, where, what was expected, a hint, and how to see it again.
pub(super) fn render(check: &CheckResult, sources: &Sources, style: Style) -> String {
    let parts = [
        head(check, style),
        source::render(&check.evidence, sources, style),
        comparison(check, style),
        hint(check) + &again(check, style),
    ];
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// A check that shows the same mistake at the same lines as one before it.
pub(super) fn render_again(check: &CheckResult, earlier: &CheckResult, style: Style) -> String {
    let see = format!("the same mistake as in `{}` above", earlier.name);
    head(check, style) + &labelled("see:", &see) + &again(check, style)
}

/// True if one explanation serves both checks.
pub(super) fn is_same(one: &CheckResult, other: &CheckResult) -> bool {
    let lines = |check: &CheckResult| -> BTreeSet<(String, u32)> {
        check
            .evidence
            .iter()
            .map(|piece| (piece.file.clone(), piece.line))
            .collect()
    };
    let nothing_more = one.evidence.is_empty() && one.message != other.message;
    one.diagnosis == other.diagnosis && lines(one) == lines(other) && !nothing_more
}

fn head(check: &CheckResult, style: Style) -> String {
    let diagnosis = check.diagnosis.map_or(String::new(), name);
    let mut text = format!(
        "{} {}\n",
        style.bad(&format!(" ✘ {}:", check.name)),
        style.bold(&diagnosis)
    );
    text += &labelled("must hold:", &check.title);
    text + &labelled("happened:", check.message.as_deref().unwrap_or_default())
}

fn hint(check: &CheckResult) -> String {
    check
        .hint
        .as_deref()
        .map_or(String::new(), |hint| labelled("hint:", hint))
}

/// A text with a word before it that says what it is.
fn labelled(label: &str, text: &str) -> String {
    plain::hang(
        text,
        &format!("{INDENT}{label:<11}"),
        &format!("{INDENT}{:11}", ""),
    )
}

/// The diagnosis in words: `blocked event loop`.
pub(crate) fn name(diagnosis: Diagnosis) -> String {
    let name = serde_json::to_value(diagnosis).ok();
    let name = name
        .as_ref()
        .and_then(|name| name.as_str())
        .unwrap_or_default();
    name.replace('_', " ")
}

fn style_lines(text: &str, paint: impl Fn(&str) -> String) -> String {
    text.lines().map(|line| paint(line) + "\n").collect()
}

/// What was expected beside what was there, unless the message has said it already.
fn comparison(check: &CheckResult, style: Style) -> String {
    if let Some(diff) = &check.diff {
        return difference::render(diff, style);
    }
    let (Some(expected), Some(actual)) = (&check.expected, &check.actual) else {
        return String::new();
    };
    let message = check.message.as_deref().unwrap_or_default();
    let told = message.contains(expected.as_str()) && message.contains(actual.as_str());
    if told || check.diagnosis.is_some_and(tells_all) {
        return String::new();
    }
    let expected = style_lines(&labelled("expected:", expected), |line| {
        style.expected(line)
    });
    expected + &style_lines(&labelled("actual:", actual), |line| style.actual(line))
}

/// True for a mistake of which the message and the source lines tell everything.
fn tells_all(diagnosis: Diagnosis) -> bool {
    matches!(
        diagnosis,
        Diagnosis::Deadlock
            | Diagnosis::SelfDeadlock
            | Diagnosis::NeverFinishes
            | Diagnosis::Panicked
            | Diagnosis::Crashed
            | Diagnosis::TimedOut
    )
}

/// The command stays in one line, so that it can be copied.
fn again(check: &CheckResult, style: Style) -> String {
    let replay = check.replay.as_deref().map(plain::printable);
    replay.map_or(String::new(), |replay| {
        format!("{INDENT}{:<11}{}\n", "run again:", style.command(&replay))
    })
}
