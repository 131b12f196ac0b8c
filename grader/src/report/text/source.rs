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
    let marks: Vec<Mark<'_>> = evidence
        .iter()
        .filter_map(|piece| Mark::new(piece, sources))
        .collect();
    if marks.is_empty() {
        return String::new();
    }
    let (labels, notes) = labels(&marks);
    let mut files: Vec<&str> = marks.iter().map(|mark| mark.file).collect();
    files.sort_unstable();
    files.dedup();
    let snippets = files.into_iter().map(|file| {
        let marks = marks
            .iter()
            .zip(&labels)
            .enumerate()
            .filter(|(_, (mark, _))| mark.file == file);
        let annotations = marks.map(|(number, (mark, label))| {
            let kind = if number == 0 {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            kind.span(mark.span.clone()).label(label.as_str())
        });
        let text = sources.text(file).unwrap_or_default();
        Snippet::source(text).path(file).annotations(annotations)
    });
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let renderer = renderer
        .decor_style(DecorStyle::Unicode)
        .term_width(WIDTH - INDENT.len());
    let lines = renderer.render(&[Group::with_level(Level::ERROR).elements(snippets)]);
    lines
        .lines()
        .map(|line| format!("{INDENT}{line}\n"))
        .collect::<String>()
        + &notes
}

/// A marker under a place of the submission.
struct Mark<'a> {
    file: &'a str,
    /// In bytes of the file's text.
    span: Range<usize>,
    what: String,
    /// How many columns stand before the label if it is written beside the marker.
    before: usize,
}

impl<'a> Mark<'a> {
    fn new(piece: &'a Evidence, sources: &Sources) -> Option<Self> {
        let text = sources.text(&piece.file)?;
        let span = span(text, piece.line, piece.column)?;
        // The line's number, a bar, the code, the marker and a space.
        let margin = INDENT.len() + piece.line.to_string().len() + " │ ".chars().count();
        let code = usize::try_from(piece.column).unwrap_or(WIDTH);
        Some(Self {
            file: &piece.file,
            before: margin + code + plain::columns_of(&text[span.clone()]),
            span,
            what: plain::printable(&piece.what).replace('\n', " "),
        })
    }
}

/// What is written beside each marker, and what is written under all lines: if not every label fits, they
/// are numbers, and the notes explain them.
fn labels(marks: &[Mark<'_>]) -> (Vec<String>, String) {
    if marks
        .iter()
        .all(|mark| mark.before + plain::columns_of(&mark.what) <= WIDTH)
    {
        return (
            marks.iter().map(|mark| mark.what.clone()).collect(),
            String::new(),
        );
    }
    let note = |(number, mark): (usize, &Mark<'_>)| {
        let first = format!("   ({}) ", number + 1);
        plain::hang(&mark.what, &first, &" ".repeat(first.len()))
    };
    let numbers = (1..=marks.len()).map(|number| format!("({number})"));
    (
        numbers.collect(),
        marks.iter().enumerate().map(note).collect(),
    )
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
