//! A refusal as the report carries it, in the look of rustc's messages.
use super::{Finding, Refusal};
use crate::compile::{Diagnostic, Level};
use crate::submission::SourceFile;
use annotate_snippets::{AnnotationKind, Group, Level as Title, Renderer, Snippet};
use std::ops::Range;

/// How wide the message may be.
const WIDTH: usize = 100;
/// How much of a line is given to the renderer after the place, in bytes.
const AFTER: usize = 2_000;

/// The refusal that a finding in `file` is.
pub(super) fn refusal(file: &SourceFile, finding: Finding) -> Refusal {
    let before = &file.text[..finding.range.start];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Refusal {
        rule: finding.rule,
        message: finding.message,
        file: file.path.clone(),
        line: number(before.matches('\n').count() + 1),
        column: number(before[line_start..].chars().count() + 1),
        range: finding.range,
    }
}

/// The diagnostic for a refusal in `file`.
pub(super) fn diagnostic(file: &SourceFile, refusal: &Refusal) -> Diagnostic {
    let code = format!("grader::{}", refusal.rule.name);
    let (shown, first_line) = surroundings(file, refusal);
    let text = &file.text[shown.clone()];
    let range = refusal.range.start - shown.start..refusal.range.end.min(shown.end) - shown.start;
    let snippet = Snippet::source(text)
        .path(refusal.file.as_str())
        .line_start(first_line)
        .annotation(AnnotationKind::Primary.span(range));
    let group = Group::with_title(Title::ERROR.primary_title(&refusal.message).id(&code))
        .element(snippet)
        .element(Title::NOTE.message(refusal.rule.why))
        .element(Title::HELP.message(refusal.rule.instead));
    let rendered = Renderer::plain().term_width(WIDTH).render(&[group]);
    Diagnostic {
        level: Level::Error,
        message: refusal.message.clone(),
        file: Some(refusal.file.to_string()),
        line: Some(refusal.line),
        column: Some(refusal.column),
        rendered: rendered + "\n",
        code: Some(code),
    }
}

/// The lines that are shown, in bytes of the file, and the number of the first.
fn surroundings(file: &SourceFile, refusal: &Refusal) -> (Range<usize>, usize) {
    let text = &file.text;
    let Range { start, end } = refusal.range;
    let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let last = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let last = text.floor_char_boundary(last.min(end + AFTER)).max(end);
    let line = usize::try_from(refusal.line).unwrap_or(1);
    (first..last, line)
}
