//! The scan seen from outside: what it refuses in every spelling, what it lets through, and what it says.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

#[path = "scan/course.rs"]
mod course;
#[path = "scan/document.rs"]
mod document;
#[path = "scan/graded.rs"]
mod graded;
#[path = "scan/honest.rs"]
mod honest;
#[path = "scan/messages.rs"]
mod messages;
#[path = "scan/properties.rs"]
mod properties;
#[path = "scan/refused.rs"]
mod refused;

use grader::scan;
use grader::submission::{SourceFile, Submission};

/// A submission of these files.
fn submission(files: &[(&str, &str)]) -> Submission {
    let file = |(path, text): &(&str, &str)| SourceFile {
        path: path.into(),
        text: (*text).to_owned(),
    };
    Submission::new(files.iter().map(file).collect())
}

/// The rules that this text breaks as `src/lib.rs`, with the text of each place.
fn broken(text: &str) -> Vec<(&'static str, &str)> {
    let refusals = scan::refusals(&submission(&[("src/lib.rs", text)]));
    let names = refusals.into_iter();
    names
        .map(|refusal| (refusal.rule.name, &text[refusal.range]))
        .collect()
}
