//! Text of a submission made fit for Markdown: it says what it says, and does nothing.
use crate::report::text::plain::printable;

/// The text in one line, without effect; what stands between backticks is code.
pub(super) fn inline(text: &str) -> String {
    let text = printable(text).replace('\n', " ");
    let pieces: Vec<&str> = text.split('`').collect();
    if pieces.len().is_multiple_of(2) {
        // A backtick without its other half.
        return pieces
            .iter()
            .map(|piece| escaped(piece))
            .collect::<Vec<_>>()
            .join("\\`");
    }
    let piece = |(number, piece): (usize, &&str)| match number % 2 {
        0 => escaped(piece),
        _ => code(piece),
    };
    pieces.iter().enumerate().map(piece).collect()
}

/// The text as code within a line, also within a table.
pub(super) fn code(text: &str) -> String {
    let text = printable(text).replace('\n', " ");
    // A bar would end the cell, and within code nothing escapes it for every renderer.
    let text = text.replace('|', "¦");
    if text.trim().is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(&text) + 1);
    let space = match text.starts_with('`') || text.ends_with('`') {
        true => " ",
        false => "",
    };
    format!("{fence}{space}{text}{space}{fence}")
}

/// The text as a block of code.
pub(super) fn fenced(language: &str, text: &str) -> String {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    format!(
        "{fence}{language}\n{}\n{fence}\n",
        text.trim_end_matches('\n')
    )
}

/// How many backticks stand side by side.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '&' => escaped += "&amp;",
            // Somebody of that name would be told of it, and an issue of that number be linked.
            '@' => {
                escaped.push(c);
                escaped.push('\u{200b}');
            }
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '+' | '-' | '!' | '|'
            | '~' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_in_markdown_loses_it() {
        assert_eq!(
            inline("a *b* <i> [c](d)"),
            "a \\*b\\* &lt;i&gt; \\[c\\]\\(d\\)"
        );
        assert_eq!(
            inline("`x_y` waits for @ada"),
            "`x_y` waits for @\u{200b}ada"
        );
        assert_eq!(inline("one ` alone"), "one \\` alone");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("a|b"), "`a¦b`");
        assert_eq!(fenced("text", "```\nx\n"), "````text\n```\nx\n````\n");
    }
}
