//! The student's own lines, with a marker under each place.
use super::{Style, WIDTH, plain};
use crate::judge::{Evidence, Sources};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

/// How far the lines are indented.
const INDENT: &str = "  ";

/// The lines of all files that the evidence names; nothing without evidence.
pub(super) fn render(evidence: &[Evidence], sources: &Sources, style: Style) -> String {
    let mut files: Vec<&str> = evidence.iter().map(|piece| piece.file.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    let mut notes = String::new();
    let mut group = Group::with_level(Level::ERROR);
    for file in files {
        let Some(text) = sources.text(file) else {
            continue;
        };
        let mut snippet = Snippet::source(text).path(file);
        for (number, piece) in evidence
            .iter()
            .enumerate()
            .filter(|(_, piece)| piece.file == file)
        {
            if let Some(span) = span(text, piece.line, piece.column) {
                let kind = if number == 0 {
                    AnnotationKind::Primary
                } else {
                    AnnotationKind::Context
                };
                let label = label(piece, &text[span.clone()], &mut notes);
                snippet = snippet.annotation(kind.span(span).label(label));
            }
        }
        group = group.element(snippet);
    }
    if group.is_empty() {
        return String::new();
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let renderer = renderer
        .decor_style(DecorStyle::Unicode)
        .term_width(WIDTH - INDENT.len());
    let lines = renderer.render(&[group]);
    lines
        .lines()
        .map(|line| format!("{INDENT}{line}\n"))
        .collect::<String>()
        + &notes
}

/// The label of a marker; one that would not fit beside it becomes a number, and a note under the lines.
fn label(piece: &Evidence, marked: &str, notes: &mut String) -> String {
    let what = plain::printable(&piece.what).replace('\n', " ");
    // Before the marker stand the line's number, a bar and the code; after it a space.
    let margin = INDENT.len() + piece.line.to_string().len() + " │ ".chars().count();
    let column = usize::try_from(piece.column).unwrap_or(WIDTH);
    if margin + column + plain::columns_of(marked) + plain::columns_of(&what) <= WIDTH {
        return what;
    }
    let number = notes
        .lines()
        .filter(|line| line.starts_with("   ("))
        .count()
        + 1;
    let first = format!("   ({number}) ");
    *notes += &plain::hang(&what, &first, &" ".repeat(first.len()));
    format!("({number})")
}

/// The word at a place, in bytes of the text; the rest of its line if there is no word.
fn span(text: &str, line: u32, column: u32) -> Option<Range<usize>> {
    let index = usize::try_from(line.checked_sub(1)?).ok()?;
    let line = text.split_inclusive('\n').nth(index)?;
    let begin = line.as_ptr() as usize - text.as_ptr() as usize;
    let content = line.trim_end();
    let skipped = usize::try_from(column.saturating_sub(1)).ok()?;
    let Some((from, _)) = content.char_indices().nth(skipped) else {
        return Some(begin + content.len() - content.trim_start().len()..begin + content.len());
    };
    let word = content[from..].find(|c: char| !c.is_alphanumeric() && c != '_');
    let length = match word {
        Some(0) | None => content.len() - from,
        Some(length) => length,
    };
    Some(begin + from..begin + from + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "fn main() {\n    let user = api.user(1).await;\n}\n";

    #[test]
    fn a_place_marks_the_word_that_begins_there() {
        assert_eq!(&TEXT[span(TEXT, 2, 20).unwrap()], "user");
        assert_eq!(&TEXT[span(TEXT, 2, 28).unwrap()], "await");
    }

    #[test]
    fn a_column_beyond_the_line_marks_the_line() {
        assert_eq!(
            &TEXT[span(TEXT, 2, 300).unwrap()],
            "let user = api.user(1).await;"
        );
        assert_eq!(&TEXT[span(TEXT, 3, 1).unwrap()], "}");
    }

    #[test]
    fn a_line_beyond_the_file_marks_nothing() {
        assert_eq!(span(TEXT, 9, 1), None);
        assert_eq!(span(TEXT, 0, 1), None);
    }
}
