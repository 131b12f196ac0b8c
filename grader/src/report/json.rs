//! The report as JSON.
use serde::Serialize;

/// An object as one line, with a line break at its end.
pub fn line(object: &impl Serialize) -> String {
    let mut line = serde_json::to_string(object)
        .expect("a report is made of structs, lists, strings and numbers, which JSON has");
    line.push('\n');
    line
}

/// The text of a report, or of an error's, as it is printed: indented, with a line break at its end.
pub fn text(report: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(report)
        .expect("a report is made of structs, lists, strings and numbers, which JSON has");
    text.push('\n');
    text
}
