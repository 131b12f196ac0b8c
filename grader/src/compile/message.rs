//! A message of rustc, and what of it a report carries.
use super::{Diagnostic, Level};
use camino::Utf8PathBuf;
use serde::Deserialize;

/// A message as rustc writes it.
#[derive(Debug, Deserialize)]
pub(super) struct Message {
    pub(super) message: String,
    pub(super) code: Option<Code>,
    level: String,
    pub(super) spans: Vec<Span>,
    #[serde(default)]
    pub(super) children: Vec<Note>,
    rendered: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Code {
    pub(super) code: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Note {
    pub(super) message: String,
    pub(super) spans: Vec<Span>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Span {
    pub(super) file_name: Utf8PathBuf,
    pub(super) line_start: u32,
    pub(super) line_end: u32,
    pub(super) column_start: u32,
    pub(super) column_end: u32,
    pub(super) is_primary: bool,
    pub(super) label: Option<String>,
    expansion: Option<Box<Expansion>>,
}

#[derive(Debug, Deserialize)]
struct Expansion {
    span: Span,
}

impl Message {
    /// A message about the compiler itself.
    pub(super) fn own(message: String, output: &str) -> Message {
        let rendered = Some(format!("error: {message}\n{output}\n"));
        let level = "error".to_owned();
        Message {
            message,
            code: None,
            level,
            spans: Vec::new(),
            children: Vec::new(),
            rendered,
        }
    }

    /// True if it, or a note of it, tells of a full disk, and of no place in the code.
    pub(super) fn tells_of_full_disk(&self) -> bool {
        let notes = self.children.iter().map(|note| &note.message);
        let mut texts = notes.chain([&self.message]).chain(&self.rendered);
        self.spans.is_empty() && texts.any(|text| text.contains("No space left on device"))
    }

    /// None for notes.
    pub(super) fn level(&self) -> Option<Level> {
        match self.level.as_str() {
            "warning" => Some(Level::Warning),
            level if level.starts_with("error") => Some(Level::Error),
            _ => None,
        }
    }

    /// True for the line at the end: `aborting due to 2 previous errors`.
    pub(super) fn is_sum(&self) -> bool {
        let words =
            self.message.starts_with("aborting due to") || self.message.ends_with(" emitted");
        self.spans.is_empty() && self.code.is_none() && words
    }

    /// None for what a report does not carry: notes, and the sum at the end.
    pub(super) fn diagnostic(&self) -> Option<Diagnostic> {
        let level = self.level().filter(|_| !self.is_sum())?;
        let span = self
            .spans
            .iter()
            .find(|span| span.is_primary)
            .map(outermost);
        Some(Diagnostic {
            level,
            code: self.code.as_ref().map(|code| code.code.clone()),
            message: self.message.clone(),
            file: span.map(|span| span.file_name.to_string()),
            line: span.map(|span| span.line_start),
            column: span.map(|span| span.column_start),
            rendered: self
                .rendered
                .clone()
                .unwrap_or_else(|| self.message.clone()),
        })
    }
}

/// Where a macro was called, if the place is inside a macro of another crate.
fn outermost(span: &Span) -> &Span {
    match &span.expansion {
        Some(expansion) if span.file_name.is_absolute() => outermost(&expansion.span),
        _ => span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(json: &str) -> Option<Diagnostic> {
        serde_json::from_str::<Message>(json).unwrap().diagnostic()
    }

    #[test]
    fn the_sum_at_the_end_is_no_diagnostic() {
        let sum = r#"{"message":"aborting due to 1 previous error","code":null,"level":"error","spans":[],"rendered":""}"#;
        assert_eq!(parse(sum), None);
    }

    #[test]
    fn a_place_inside_a_foreign_macro_is_shown_where_the_macro_is_called() {
        let json = r#"{"message":"m","code":{"code":"E0308"},"level":"error","rendered":"r","spans":[
            {"file_name":"/registry/tokio/src/select.rs","line_start":9,"line_end":9,"column_start":9,
             "column_end":9,"is_primary":true,"label":null,"expansion":{"span":{"file_name":"src/lib.rs",
             "line_start":3,"line_end":3,"column_start":5,"column_end":6,"is_primary":false,"label":null,"expansion":null}}}]}"#;
        let diagnostic = parse(json).unwrap();
        assert_eq!(diagnostic.file.as_deref(), Some("src/lib.rs"));
        assert_eq!((diagnostic.line, diagnostic.column), (Some(3), Some(5)));
    }

    #[test]
    fn only_a_message_without_a_place_tells_of_a_full_disk() {
        let full = |spans: &str| {
            let json = format!(
                r#"{{"message":"failed to write: No space left on device (os error 28)","code":null,
                "level":"error","spans":[{spans}],"rendered":""}}"#
            );
            let message: Message = serde_json::from_str(&json).unwrap();
            message.tells_of_full_disk()
        };
        assert!(full(""));
        let place = r#"{"file_name":"src/lib.rs","line_start":1,"line_end":1,"column_start":1,
            "column_end":2,"is_primary":true,"label":null,"expansion":null}"#;
        assert!(
            !full(place),
            "a submission may write what it likes with `compile_error!`"
        );
    }
}
