//! Text of a submission made safe for XML and HTML, where it is shown and nothing more.
use crate::report::text::plain;

/// Longer texts are cut; no honest line is as long.
const LONGEST: usize = 400;

/// The text for an element or an attribute in quotes: without control characters and what turns its direction,
/// in one line, and with an ellipsis if it was too long.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len().min(LONGEST));
    for c in cut(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // XML has no way to write these.
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            c => escaped.push(c),
        }
    }
    escaped
}

/// The text in at most so many letters.
pub(super) fn short(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let kept: String = text.chars().take(letters.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

fn cut(text: &str) -> String {
    short(&plain::printable(text).replace('\n', " "), LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_leaves_its_element_or_its_attribute(text in any::<String>()) {
            let escaped = escape(&text);
            let harmful = ['<', '>', '"', '\'', '\n', '\0', '\u{1b}', '\u{202e}'];
            prop_assert!(!escaped.contains(harmful), "{:?}", escaped);
            let page = format!("<a b=\"{escaped}\">{escaped}</a>");
            let read = roxmltree::Document::parse(&page).unwrap();
            let element = read.root_element();
            prop_assert_eq!(element.text().unwrap_or_default(), element.attribute("b").unwrap_or_default());
            prop_assert_eq!(element.children().filter(roxmltree::Node::is_element).count(), 0);
        }
    }

    #[test]
    fn an_honest_text_can_be_read_back() {
        let text = "let a: Vec<&str> = \"it's\".split('&').collect();";
        let page = format!("<a>{}</a>", escape(text));
        let read = roxmltree::Document::parse(&page).unwrap();
        assert_eq!(read.root_element().text(), Some(text));
    }

    #[test]
    fn a_text_without_end_is_cut() {
        assert_eq!(escape(&"x".repeat(100_000)).chars().count(), LONGEST);
    }
}
