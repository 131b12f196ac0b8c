//! A unified diff in colours: what was expected, and what was there instead.
use super::{Style, WIDTH, plain};

/// The most lines that are shown; the JSON report has them all.
const MOST: usize = 32;

/// The diff, indented; a long one is cut at its end.
pub(super) fn render(diff: &str, style: Style) -> String {
    let lines: Vec<&str> = diff
        .lines()
        .filter(|line| !line.starts_with("@@"))
        .collect();
    let shown = if lines.len() > MOST {
        &lines[..MOST - 1]
    } else {
        &lines[..]
    };
    let mut text: String = shown
        .iter()
        .map(|line| format!("   {}\n", painted(line, style)))
        .collect();
    if shown.len() < lines.len() {
        text += &format!(
            "   … {} more lines; the JSON report has them all\n",
            lines.len() - shown.len()
        );
    }
    text
}

fn painted(line: &str, style: Style) -> String {
    let line = plain::shorten(line, WIDTH - 3);
    match line.as_bytes().first() {
        Some(b'-') => style.expected(&line),
        Some(b'+') => style.actual(&line),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_diff_is_cut_and_says_so() {
        let diff: String = (0..100).map(|n| format!("+{n}\n")).collect();
        let text = render(&diff, Style::Plain);
        assert_eq!(text.lines().count(), MOST);
        assert!(
            text.ends_with("… 69 more lines; the JSON report has them all\n"),
            "{text}"
        );
    }
}
