//! Tells why the checks cannot use a submission that compiles by itself, without a line of them.
use super::message::{Message, Span};
use super::{Diagnostic, Level};
use crate::submission::SourceFile;
use annotate_snippets::{AnnotationKind, Level as Title, Renderer, Snippet};
use std::ops::Range;

const KEEP: &str =
    "the checks call this code from outside; keep names and signatures as the exercise gives them";

/// rustc's codes for names that it does not find.
const UNKNOWN_NAME: [&str; 9] = [
    "E0405", "E0412", "E0422", "E0423", "E0424", "E0425", "E0432", "E0433", "E0463",
];

/// True if errors in the checks may come from what the student's crate `krate` offers. A slip in the
/// checks' own syntax or names does not. This is asked only if there is no good version to compare with.
pub(super) fn may_be_the_students(errors: &[Message], krate: &str) -> bool {
    let own_slip = |error: &&Message| match &error.code {
        None => true,
        Some(code) => UNKNOWN_NAME.contains(&code.code.as_str()) && !error.message.contains(krate),
    };
    let mut errors = errors
        .iter()
        .filter(|error| error.level() == Some(Level::Error) && !error.is_sum());
    !errors.any(|error| own_slip(&error))
}

/// What the compiler's errors in the checks mean for the student.
pub(super) fn explain(errors: &[Message], files: &[SourceFile]) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for error in errors
        .iter()
        .filter(|error| error.level() == Some(Level::Error))
    {
        let diagnostic = one(error, files);
        // The same call in many checks is one mistake.
        if !error.is_sum() && !diagnostics.contains(&diagnostic) {
            diagnostics.push(diagnostic);
        }
    }
    diagnostics
}

fn one(error: &Message, files: &[SourceFile]) -> Diagnostic {
    let mut message = format!("the checks cannot use this code: {}", error.message);
    // Labels in the checks name types (`expected A, found B`), never code.
    let label = error
        .spans
        .iter()
        .find(|span| span.is_primary)
        .and_then(|span| span.label.as_deref());
    if let Some(label) = label.filter(|label| label.starts_with("expected")) {
        message = format!("{message}: {label}");
    }
    let place = in_submission(error, files);
    let excerpt = place.and_then(|(span, file, label)| {
        let annotation = AnnotationKind::Primary
            .span(bytes(&file.text, span)?)
            .label(label);
        Some(
            Snippet::source(&file.text)
                .path(file.path.as_str())
                .annotation(annotation),
        )
    });
    let title = Title::ERROR.primary_title(&message);
    let title = match &error.code {
        Some(code) => title.id(&code.code),
        None => title,
    };
    let rendered =
        Renderer::plain().render(&[title.elements(excerpt).element(Title::HELP.message(KEEP))]);
    Diagnostic {
        level: Level::Error,
        code: error.code.as_ref().map(|code| code.code.clone()),
        file: place.map(|(span, ..)| span.file_name.to_string()),
        line: place.map(|(span, ..)| span.line_start),
        column: place.map(|(span, ..)| span.column_start),
        rendered: format!("{rendered}\n"),
        message,
    }
}

/// The first place in the student's own files that the compiler points to, and what it says there.
fn in_submission<'a>(
    error: &'a Message,
    files: &'a [SourceFile],
) -> Option<(&'a Span, &'a SourceFile, &'a str)> {
    let notes = error
        .children
        .iter()
        .map(|child| (&child.spans, child.message.as_str()));
    let places = [(&error.spans, "")].into_iter().chain(notes);
    places
        .flat_map(|(spans, note)| spans.iter().map(move |span| (span, note)))
        .find_map(|(span, note)| {
            let file = files.iter().find(|file| file.path == span.file_name)?;
            Some((span, file, span.label.as_deref().unwrap_or(note)))
        })
}

/// Where in the text a place is; none if the text does not have it.
fn bytes(text: &str, span: &Span) -> Option<Range<usize>> {
    let at = |line: u32, column: u32| {
        let line = usize::try_from(line).ok()?.checked_sub(1)?;
        let column = usize::try_from(column).ok()?.checked_sub(1)?;
        let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let rest = text.get(before..)?;
        Some(
            before
                + rest
                    .char_indices()
                    .nth(column)
                    .map_or(rest.len(), |(offset, _)| offset),
        )
    };
    let (start, end) = (
        at(span.line_start, span.column_start)?,
        at(span.line_end, span.column_end)?,
    );
    (start <= end).then_some(start..end)
}
