//! Text made fit for a terminal: nothing that steers it, and no line too long.
use super::WIDTH;

/// The text without characters that steer a terminal or reorder its line; line breaks stay.
pub(crate) fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => printable.push(c),
            '\t' => printable.push_str("    "),
            // These write from right to left and can make a line look like another one.
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                printable.extend(c.escape_unicode())
            }
            c if c.is_control() => printable.extend(c.escape_default()),
            c => printable.push(c),
        }
    }
    printable
}

/// The text in lines of at most [`WIDTH`] columns, each with this indent.
pub(crate) fn wrap(text: &str, indent: &str) -> String {
    hang(text, indent, indent)
}

/// The text in lines of at most [`WIDTH`] columns; the first has another indent than the rest.
pub(crate) fn hang(text: &str, first: &str, rest: &str) -> String {
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let mut wrapped = textwrap::fill(&printable(text), options);
    wrapped.push('\n');
    wrapped
}

/// The text in one line of at most `columns`; an ellipsis shows that something is missing.
pub(crate) fn shorten(text: &str, columns: usize) -> String {
    let text = printable(text).replace('\n', " ");
    if columns_of(&text) <= columns {
        return text;
    }
    let mut short = String::new();
    for c in text.chars() {
        if columns_of(&short) + columns_of(c.encode_utf8(&mut [0; 4])) >= columns {
            break;
        }
        short.push(c);
    }
    format!("{}…", short.trim_end())
}

/// How many columns the text takes.
pub(crate) fn columns_of(text: &str) -> usize {
    textwrap::core::display_width(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_codes_of_a_submission_never_reach_the_terminal() {
        assert_eq!(
            printable("\u{1b}[31mred\u{202e}\n"),
            "\\u{1b}[31mred\\u{202e}\n"
        );
    }

    #[test]
    fn a_long_title_is_cut_with_an_ellipsis() {
        assert_eq!(shorten("short", 5), "short");
        assert_eq!(shorten("a long title", 7), "a long…");
    }
}
