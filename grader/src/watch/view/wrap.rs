//! Lines broken to a width, with their colours.
use ratatui::style::Style;
use ratatui::text::{Line, Span, Text};
use unicode_width::UnicodeWidthChar;

/// The text in lines of at most `width` columns, broken at spaces where there are any.
pub(super) fn wrap(text: &Text<'static>, width: u16) -> Vec<Line<'static>> {
    let width = usize::from(width.max(1));
    let mut wrapped = Vec::new();
    for line in &text.lines {
        if line.width() <= width {
            wrapped.push(line.clone().patch_style(text.style));
            continue;
        }
        let style = text.style.patch(line.style);
        let mut rest: Vec<(char, Style)> = line
            .spans
            .iter()
            .flat_map(|span| span.content.chars().map(|c| (c, style.patch(span.style))))
            .collect();
        while !rest.is_empty() {
            let tail = rest.split_off(fits(&rest, width));
            wrapped.push(joined(&rest));
            rest = tail;
        }
    }
    wrapped
}

/// How many characters go into one line; at least one.
fn fits(line: &[(char, Style)], width: usize) -> usize {
    let mut columns = 0;
    let mut space = None;
    for (index, (c, _)) in line.iter().enumerate() {
        columns += c.width().unwrap_or(0);
        if columns > width {
            return space.unwrap_or(index).max(1);
        }
        if *c == ' ' && index > width / 3 {
            space = Some(index + 1);
        }
    }
    line.len()
}

/// The characters as spans, one for each run of the same style.
fn joined(characters: &[(char, Style)]) -> Line<'static> {
    let runs = characters.chunk_by(|(_, one), (_, other)| one == other);
    let spans = runs.map(|run| {
        let text: String = run.iter().map(|(c, _)| c).collect();
        Span::styled(text, run[0].1)
    });
    Line::from(spans.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: u16) -> Vec<String> {
        let lines = wrap(&Text::raw(text.to_owned()), width).into_iter();
        lines.map(|line| line.to_string()).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_long_words_anywhere() {
        assert_eq!(wrapped("one two three", 9), ["one two ", "three"]);
        assert_eq!(wrapped("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrapped("short\n\nlines", 80), ["short", "", "lines"]);
    }

    #[test]
    fn wide_characters_count_twice_and_no_width_is_too_small() {
        assert_eq!(wrapped("日本語", 4), ["日本", "語"]);
        assert_eq!(wrapped("日", 0), ["日"]);
    }
}
