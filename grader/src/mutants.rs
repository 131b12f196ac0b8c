//! Mutants: a source with one plausible mistake in it, made mechanically.
//!
//! A mutant that every check of an exercise lets pass shows a check that is missing, or changes nothing that
//! anybody could notice.
mod equivalent;
mod operator;
mod operators;
mod source;
mod tally;
mod trial;
mod walk;

pub use equivalent::Equivalent;
pub use operator::Operator;
pub use tally::{Survivor, Tally};
pub use trial::{Fate, Trial, fates};

use source::Edit;
use std::collections::HashSet;

/// A source with one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutant {
    /// What kind of change it is.
    pub operator: Operator,
    /// The line of the source where the change begins, from 1.
    pub line: u32,
    /// The text of that line, without the space around it.
    pub at: String,
    /// All changed lines as they were, on one line.
    pub was: String,
    /// What stands there instead, on one line; empty if the lines were removed.
    pub becomes: String,
    /// The whole changed source.
    pub source: String,
}

/// Every mutant of `source`, in the order of its lines, each different from all others; none if it is not
/// Rust. Nothing else of the source is touched, and code for tests is left as it is.
pub fn of(source: &str) -> Vec<Mutant> {
    let Ok(file) = syn::parse_file(source) else {
        return Vec::new();
    };
    let mut edits = walk::edits(source, &file);
    // Of two operators that give the same mutant, the more particular one comes first.
    edits.sort_by_key(|edit| (edit.range.start, edit.operator));
    let mut seen = HashSet::from([source.to_owned()]);
    let mutants = edits.into_iter().map(|edit| apply(source, edit));
    mutants
        .filter(|mutant| syn::parse_file(&mutant.source).is_ok())
        .filter(|mutant| seen.insert(mutant.source.clone()))
        .collect()
}

fn apply(source: &str, edit: Edit) -> Mutant {
    let Edit {
        operator,
        range,
        text,
    } = edit;
    let begin = source[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = source[range.end..]
        .find('\n')
        .map_or(source.len(), |at| range.end + at);
    let (before, after) = (&source[..range.start], &source[range.end..]);
    let first_line = source[begin..].lines().next().unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    Mutant {
        operator,
        line: u32::try_from(line).unwrap_or(u32::MAX),
        at: first_line.trim().to_owned(),
        was: on_one_line(&source[begin..end]),
        becomes: on_one_line(&format!(
            "{}{text}{}",
            &source[begin..range.start],
            &source[range.end..end]
        )),
        source: format!("{before}{text}{after}"),
    }
}

/// `text` with every run of white space as one space.
pub(crate) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
